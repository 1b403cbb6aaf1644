/// Writes a document as CommonMark.
///
/// A paragraph is one line, so that a change of a word shows as one changed line. CommonMark has no
/// anchors: a link becomes the name of what it points to.
struct MarkdownWriter {
  private var markdown = ""
  /// What begins every line of the block being written: quotation marks, a list's indent.
  private var prefix = ""
  /// What began the lines of the block before.
  private var lastPrefix = ""

  static func write(_ document: ExportDocument) -> [UInt8] {
    var writer = MarkdownWriter()
    writer.document(document)
    return Array(writer.markdown.utf8)
  }

  private mutating func document(_ document: ExportDocument) {
    heading(1, [.words(document.title)])
    if let head = document.letterhead {
      if !head.name.isEmpty { paragraph(strong([.words(head.name)])) }
      for words in head.contact { paragraph(inlines([.words(words)], atLineStart: true)) }
    }
    if !document.subject.isEmpty { paragraph(strong([.written(document.subject)])) }
    paragraph(strong([.words(document.status)]))
    fields(document.summary)
    for runs in document.letter { paragraph(inlines(runs, atLineStart: true)) }
    for notice in document.notices { self.notice(notice) }
    heading(2, [.words("Contents")])
    list(document.sections.map(\.shortHeading))
    for section in document.sections {
      heading(2, section.heading)
      if !section.basis.isEmpty { paragraph("*\(MarkdownText.escaped(section.basis))*") }
      blocks(section.blocks)
    }
    for (index, footnote) in document.footnotes.enumerated() {
      paragraph("[^\(index + 1)]: \(inlines(footnote))")
    }
  }

  // MARK: Blocks

  private mutating func blocks(_ blocks: [Block]) {
    for block in blocks {
      switch block {
      case .paragraph(let runs): paragraph(inlines(runs, atLineStart: true))
      case .prose(let paragraphs):
        for runs in paragraphs { paragraph(inlines(runs, atLineStart: true)) }
      case .list(let items): list(items)
      case .fields(let fields): self.fields(fields)
      case .overview: break
      case .notice(let notice): self.notice(notice)
      case .group(let group):
        heading(group.level, group.heading)
        self.blocks(group.blocks)
      case .comments(let comments):
        heading(3, [.words(Wording.comments)])
        for comment in comments { self.comment(comment) }
      }
    }
  }

  private mutating func heading(_ level: Int, _ runs: [Inline]) {
    paragraph(String(repeating: "#", count: min(max(level, 1), 6)) + " " + inlines(runs))
  }

  private mutating func paragraph(_ content: String) {
    beginBlock()
    line(content)
  }

  /// Sets the block apart from the one before by an empty line, which belongs to whatever
  /// quotation or list holds them both.
  private mutating func beginBlock() {
    if !markdown.isEmpty {
      let shared = zip(prefix.utf8, lastPrefix.utf8).prefix { $0 == $1 }.count
      let outer = prefix.unicodeScalars.prefix(shared)
      markdown += trimmed(String(outer))
      markdown += "\n"
    }
    lastPrefix = prefix
  }

  private mutating func line(_ content: String) {
    markdown += trimmed(prefix + content)
    markdown += "\n"
  }

  /// Spaces at the end of a line would be a line break.
  private func trimmed(_ line: String) -> Substring {
    var bytes = line.utf8[...]
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    return Substring(bytes)
  }

  private mutating func list(_ items: [[Inline]]) {
    beginBlock()
    for item in items { line("- " + inlines(item, atLineStart: true)) }
  }

  /// Short fields are a list; a long one is a paragraph in bold above its text.
  private mutating func fields(_ fields: [Field]) {
    var isInList = false
    for field in fields {
      let label = MarkdownText.escaped(field.label)
      if field.shape == .short, case .paragraph(let runs)? = field.content.first {
        if !isInList { beginBlock() }
        isInList = true
        line("- **\(label):** \(inlines(runs))")
      } else {
        isInList = false
        paragraph("**\(label)**")
        blocks(field.content)
      }
    }
  }

  private mutating func notice(_ notice: Notice) {
    let outer = prefix
    prefix += "> "
    // Two notices are two quotations.
    lastPrefix = outer
    paragraph(strong([.words(notice.title)]))
    for runs in notice.paragraphs { paragraph(inlines(runs, atLineStart: true)) }
    if !notice.items.isEmpty { list(notice.items) }
    prefix = outer
  }

  private mutating func comment(_ comment: Comment) {
    var head = "- **\(MarkdownText.escaped(comment.label))** \(inlines(comment.author))"
    if !comment.place.isEmpty { head += " on \(inlines(comment.place))" }
    if comment.isResolved { head += " (resolved)" }
    paragraph(head)
    let outer = prefix
    prefix += "  "
    if !comment.quote.isEmpty {
      paragraph("> " + MarkdownText.escaped(comment.quote, atLineStart: true))
    }
    for runs in comment.body { paragraph(inlines(runs, atLineStart: true)) }
    for reply in comment.replies { self.comment(reply) }
    prefix = outer
  }

  // MARK: Inside a line

  /// CommonMark knows no underline: what would be underlined stands in HTML, which it takes as it is.
  private func marked(_ words: String, _ marking: Marking) -> String {
    let struck = marking.isStruck ? "~~\(words)~~" : words
    return switch marking.look {
    case .plain: struck
    case .underlined: "<u>\(struck)</u>"
    case .bold: "**\(struck)**"
    case .italic: "*\(struck)*"
    }
  }

  private func strong(_ runs: [Inline]) -> String { "**\(inlines(runs))**" }

  private func inlines(_ runs: [Inline], atLineStart: Bool = false) -> String {
    var text = ""
    for run in runs {
      let isFirst = atLineStart && text.isEmpty
      switch run {
      case .words(let words), .written(let words):
        text += MarkdownText.escaped(words, atLineStart: isFirst)
      case .absent(let words): text += "*\(MarkdownText.escaped(words))*"
      case .link(let runs, _): text += inlines(runs, atLineStart: isFirst)
      case .commentMark(let label, _): text += " \\[\(MarkdownText.escaped(label))\\]"
      case .marked(let runs, let marking): text += marked(inlines(runs), marking)
      case .footnote(let number): text += "[^\(number)]"
      }
    }
    return text
  }
}
