/// Reads plain text: paragraphs are set apart by empty lines, items begin with a mark.
enum TextReader {
  static func read(_ text: String) -> ImportedDocument {
    var document = ImportedDocument()
    var paragraph: [String] = []
    func flush() {
      if !paragraph.isEmpty {
        document.blocks.append(
          .paragraph(paragraph.joined(separator: " "), isEmphasised: false))
      }
      paragraph = []
    }
    for line in Words.lines(text) {
      let words = Words.trimmed(line)
      if words.isEmpty {
        flush()
      } else if let item = Words.item(words) {
        flush()
        document.blocks.append(.item(item))
      } else if Words.isLabel(words) {
        // `Who: a teaching assistant` is a line of its own, also among lines.
        flush()
        document.blocks.append(.paragraph(words, isEmphasised: false))
      } else {
        paragraph.append(words)
      }
    }
    flush()
    return document
  }
}
