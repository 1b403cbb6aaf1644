/// Reads Markdown: headings, paragraphs, items and rows of tables. Emphasis and links give their
/// words.
enum MarkdownReader {
  static func read(_ text: String) -> ImportedDocument {
    var document = ImportedDocument()
    var paragraph: [String] = []
    var isInTable = false
    func flush() {
      let raw = paragraph.joined(separator: " ")
      paragraph = []
      let words = plain(raw)
      if words.isEmpty { return }
      document.blocks.append(.paragraph(words, isEmphasised: isEmphasised(raw)))
    }
    for line in Words.lines(text) {
      let words = Words.trimmed(line)
      let wasInTable = isInTable
      isInTable = false
      if words.isEmpty {
        flush()
      } else if let heading = heading(words) {
        flush()
        document.blocks.append(heading)
      } else if words.hasPrefix("|") {
        flush()
        isInTable = true
        let cells = row(words)
        let isRule = cells.allSatisfy {
          $0.unicodeScalars.allSatisfy { "-: ".unicodeScalars.contains($0) }
        }
        if !isRule { document.blocks.append(.row(cells.map(plain), isFirst: !wasInTable)) }
      } else if let item = Words.item(words) {
        flush()
        document.blocks.append(.item(plain(item)))
      } else if isEmphasised(words) {
        // Bold on a line of its own is a heading to whoever wrote it.
        flush()
        paragraph = [words]
        flush()
      } else {
        // `Who: a teaching assistant` is a line of its own, also among lines.
        if Words.isLabel(words) { flush() }
        paragraph.append(words.hasPrefix("> ") ? String(words.dropFirst(2)) : words)
      }
    }
    flush()
    return document
  }

  private static func isEmphasised(_ line: String) -> Bool {
    line.hasPrefix("**") && line.hasSuffix("**") && line.utf8.count > 4
  }

  private static func heading(_ line: String) -> ImportedBlock? {
    let level = line.unicodeScalars.prefix { $0 == "#" }.count
    guard (1...6).contains(level) else { return nil }
    let rest = line.unicodeScalars.dropFirst(level)
    guard rest.first == " " || rest.isEmpty else { return nil }
    let words = plain(Words.trimmed(String(rest)))
    return words.isEmpty ? nil : .heading(words, level: level)
  }

  private static func row(_ line: String) -> [String] {
    var cells: [String] = []
    var cell = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in line.unicodeScalars.dropFirst() {
      if scalar == "|", !isEscaped {
        cells.append(Words.trimmed(String(cell)))
        cell.removeAll()
      } else {
        cell.append(scalar)
      }
      isEscaped = scalar == "\\" && !isEscaped
    }
    let last = Words.trimmed(String(cell))
    if !last.isEmpty { cells.append(last) }
    return cells
  }

  /// Without marks of emphasis, link targets and backslashes before punctuation.
  private static func plain(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      if scalar == "\\", let next, next.isASCII, !next.properties.isAlphabetic {
        result.append(next)
        index += 2
      } else if scalar == "*", next == "*" {
        index += 2
      } else if scalar == "*", isMark(at: index, scalars) {
        index += 1
      } else if scalar == "]", next == "(", let end = scalars[index...].firstIndex(of: ")") {
        index = end + 1
      } else if scalar == "[", scalars[index...].contains("]"), opensLink(at: index, scalars) {
        index += 1
      } else {
        result.append(scalar)
        index += 1
      }
    }
    return Words.trimmed(String(result))
  }

  /// Whether an asterisk touches a word on one side only, as a mark of emphasis does.
  private static func isMark(at index: Int, _ scalars: [Unicode.Scalar]) -> Bool {
    func isSpace(_ index: Int) -> Bool {
      !scalars.indices.contains(index) || scalars[index].properties.isWhitespace
    }
    return isSpace(index - 1) != isSpace(index + 1)
  }

  private static func opensLink(at index: Int, _ scalars: [Unicode.Scalar]) -> Bool {
    guard let end = scalars[index...].firstIndex(of: "]") else { return false }
    return end + 1 < scalars.count && scalars[end + 1] == "("
  }
}
