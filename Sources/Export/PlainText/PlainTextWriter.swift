/// Writes a document as plain text of 72 columns.
///
/// Made to be heard as well as seen: no lines of dashes, no capitals for emphasis, no columns side
/// by side. Every field says its name, and two empty lines stand before a section.
struct PlainTextWriter {
  private static let width = 72
  private var text = ""
  private var indent = ""

  static func write(_ document: ExportDocument) -> [UInt8] {
    var writer = PlainTextWriter()
    writer.document(document)
    return Array(writer.text.utf8)
  }

  private mutating func document(_ document: ExportDocument) {
    letterhead(document.letterhead)
    line(document.title.description)
    if !document.subject.isEmpty { line(document.subject.description) }
    line(document.status.description)
    blankLine()
    fields(document.summary)
    for runs in document.letter { paragraph(inlines(runs)) }
    for notice in document.notices { self.notice(notice) }
    paragraph("Contents")
    list(document.sections.map(\.shortHeading))
    for section in document.sections {
      text += "\n"
      line(inlines(section.heading))
      if !section.basis.isEmpty { line(section.basis.description) }
      blankLine()
      blocks(section.blocks)
    }
    if !document.footnotes.isEmpty {
      text += "\n"
      paragraph("Notes")
      for (index, footnote) in document.footnotes.enumerated() {
        paragraph("Note \(index + 1): \(inlines(footnote))")
      }
    }
    while endsInBlankLine { text.removeLast() }
  }

  private mutating func letterhead(_ head: Letterhead?) {
    guard let head, !head.name.isEmpty || !head.contact.isEmpty else { return }
    for words in [head.name] + head.contact where !words.isEmpty { line(words.description) }
    blankLine()
  }

  // MARK: Blocks

  private mutating func blocks(_ blocks: [Block]) {
    for block in blocks {
      switch block {
      case .paragraph(let runs): paragraph(inlines(runs))
      case .prose(let paragraphs): for runs in paragraphs { paragraph(inlines(runs)) }
      case .list(let items): list(items)
      case .fields(let fields): self.fields(fields)
      case .overview: break
      case .notice(let notice): self.notice(notice)
      case .group(let group):
        paragraph(inlines(group.heading))
        indented { $0.blocks(group.blocks) }
      case .comments(let comments):
        paragraph(Wording.comments.description)
        indented { writer in
          for comment in comments { writer.comment(comment) }
        }
      }
    }
  }

  private mutating func indented(_ body: (inout PlainTextWriter) -> Void) {
    let outer = indent
    indent += "  "
    body(&self)
    indent = outer
  }

  private mutating func paragraph(_ content: String) {
    line(content)
    blankLine()
  }

  private mutating func blankLine() {
    if !endsInBlankLine { text += "\n" }
  }

  /// By bytes: comparing letters, as `hasSuffix` does, takes long.
  private var endsInBlankLine: Bool { text.utf8.suffix(2).elementsEqual("\n\n".utf8) }

  private mutating func line(_ content: String, bullet: String = "") {
    let hanging = String(repeating: " ", count: bullet.utf8.count)
    let lines = LineWrapper.lines(
      content, width: Self.width, first: indent + bullet, rest: indent + hanging)
    for line in lines {
      text += line
      text += "\n"
    }
  }

  private mutating func list(_ items: [[Inline]]) {
    for item in items { line(inlines(item), bullet: "- ") }
    blankLine()
  }

  private mutating func fields(_ fields: [Field]) {
    for field in fields {
      if field.shape == .short, case .paragraph(let runs)? = field.content.first {
        line("\(field.label): \(inlines(runs))")
      } else {
        blankLine()
        line("\(field.label):")
        indented { $0.blocks(field.content) }
      }
    }
    blankLine()
  }

  private mutating func notice(_ notice: Notice) {
    line("Note: \(notice.title)")
    indented { writer in
      for runs in notice.paragraphs { writer.line(writer.inlines(runs)) }
      for item in notice.items { writer.line(writer.inlines(item), bullet: "- ") }
    }
    blankLine()
  }

  private mutating func comment(_ comment: Comment) {
    var head = "Comment \(comment.label) by \(inlines(comment.author))"
    if !comment.place.isEmpty { head += " on \(inlines(comment.place))" }
    if comment.isResolved { head += " (resolved)" }
    line(head)
    indented { writer in
      if !comment.quote.isEmpty { writer.line("About the words: \(comment.quote)") }
      for runs in comment.body { writer.line(writer.inlines(runs)) }
      writer.blankLine()
      for reply in comment.replies { writer.comment(reply) }
    }
  }

  // MARK: Inside a line

  private func inlines(_ runs: [Inline]) -> String {
    var text = ""
    for run in runs {
      switch run {
      case .words(let words), .written(let words): text += words.description
      case .absent(let words): text += "(\(words))"
      case .link(let runs, _): text += inlines(runs)
      case .commentMark(let label, _): text += " [\(label)]"
      case .marked(let runs, let marking): text += "[\(marking.spoken): \(inlines(runs))]"
      case .footnote(let number): text += " [note \(number)]"
      }
    }
    return text
  }
}
