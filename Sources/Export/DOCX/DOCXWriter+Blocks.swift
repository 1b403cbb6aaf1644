extension DOCXWriter {
  mutating func blocks(_ blocks: [Block], style: String? = nil) {
    for block in blocks { self.block(block, style) }
  }

  private mutating func block(_ block: Block, _ style: String?) {
    switch block {
    case .paragraph(let runs): paragraph(style, runs)
    case .prose(let paragraphs): for runs in paragraphs { paragraph(style, runs) }
    case .list(let items): list(items)
    case .fields(let fields): self.fields(fields)
    case .overview(let table): self.table(table)
    case .notice(let notice): self.notice(notice)
    case .group(let group):
      let level = min(max(group.level - 1, 2), 6)
      paragraph("Heading\(level)", group.heading, anchor: group.anchor)
      blocks(group.blocks)
    case .comments(let comments):
      paragraph("Heading2", [.words(Wording.comments)])
      for comment in comments { self.comment(comment, isReply: false) }
    }
  }

  /// A paragraph of a style, or of the document's own; a bookmark around it where it has an anchor.
  /// One that is kept with the next is not the last on its page.
  mutating func paragraph(
    _ style: String?, _ runs: [Inline], anchor: Anchor? = nil, isKeptWithNext: Bool = false
  ) {
    body += "<w:p>"
    let runsRightToLeft = DOCXText.isRightToLeft(runs)
    if style != nil || isKeptWithNext || runsRightToLeft {
      body += "<w:pPr>"
      if let style { body += "<w:pStyle w:val=\"\(style)\"/>" }
      if isKeptWithNext { body += "<w:keepNext/>" }
      if runsRightToLeft { body += "<w:bidi/>" }
      body += "</w:pPr>"
    }
    if let anchor {
      let number = bookmark(anchor)
      body += "<w:bookmarkStart w:id=\"\(number)\" w:name=\"place\(number)\"/>"
      self.runs(runs)
      body += "<w:bookmarkEnd w:id=\"\(number)\"/>"
    } else {
      self.runs(runs)
    }
    body += "</w:p>"
  }

  private mutating func list(_ items: [[Inline]]) {
    for item in items { paragraph("ListBullet", item) }
  }

  /// A short field stands on one line after its name; a long one below it, kept on one page with its
  /// first lines.
  mutating func fields(_ fields: [Field]) {
    for field in fields {
      if field.content.count == 1, case .paragraph(let runs) = field.content[0] {
        body += "<w:p><w:pPr><w:pStyle w:val=\"ShortField\"/></w:pPr>"
        run(field.label.description + ": ", "<w:rStyle w:val=\"FieldName\"/>")
        self.runs(runs)
        body += "</w:p>"
      } else {
        paragraph("FieldHeading", [.words(field.label)])
        blocks(field.content)
      }
    }
  }

  mutating func notice(_ notice: Notice) {
    paragraph("NoticeTitle", [.words(notice.title)])
    for runs in notice.paragraphs { paragraph("Notice", runs) }
    for item in notice.items { paragraph("NoticeItem", item) }
  }

  private mutating func comment(_ comment: Comment, isReply: Bool) {
    body += "<w:p><w:pPr><w:pStyle w:val=\"\(isReply ? "ReplyHead" : "CommentHead")\"/></w:pPr>"
    let anchor = comment.anchor.map { bookmark($0) }
    if let anchor { body += "<w:bookmarkStart w:id=\"\(anchor)\" w:name=\"place\(anchor)\"/>" }
    run("\(comment.label) ", "<w:rStyle w:val=\"FieldName\"/>")
    runs(comment.author)
    if !comment.place.isEmpty { runs([.words(" on ")] + comment.place) }
    if comment.isResolved { runs([.words(" (resolved)")]) }
    if let anchor { body += "<w:bookmarkEnd w:id=\"\(anchor)\"/>" }
    body += "</w:p>"
    if !comment.quote.isEmpty { paragraph("Quote", [.written(comment.quote)]) }
    for paragraph in comment.body { self.paragraph(isReply ? "Reply" : "Comment", paragraph) }
    for reply in comment.replies { self.comment(reply, isReply: true) }
  }

  // MARK: Tables

  private mutating func table(_ table: Table) {
    paragraph("TableCaption", [.words(table.caption)])
    let widths = Self.widths(ofColumns: 1 + table.columns.count)
    body += "<w:tbl><w:tblPr><w:tblStyle w:val=\"PlanTable\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>"
    body += "<w:tblLook w:val=\"04A0\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"1\""
    body += " w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>"
    body += "<w:tblCaption w:val=\"\(DOCXText.escaped(table.caption.description))\"/></w:tblPr>"
    body += "<w:tblGrid>"
    for width in widths { body += "<w:gridCol w:w=\"\(9_638 * width / 5_000)\"/>" }
    body += "</w:tblGrid>"
    let count = 1 + table.rows.count
    row(
      [[.words(table.rowHeading)]] + table.columns.map { [.words($0)] }, widths, isHeader: true,
      isKeptWithNext: Self.keeps(row: 0, of: count))
    for (index, row) in table.rows.enumerated() {
      self.row(
        [row.header] + row.cells.map { $0.isEmpty ? [.absent("–")] : $0 }, widths,
        isKeptWithNext: Self.keeps(row: index + 1, of: count))
    }
    body += "</w:tbl>"
    // Two tables without a paragraph between them would be one.
    paragraph("TableEnd", [])
  }

  /// In fiftieths of a per cent of the page's width. The first two columns say what and who, in more
  /// words than the others.
  private static func widths(ofColumns count: Int) -> [Int] {
    guard count > 2 else { return Array(repeating: 5_000 / count, count: count) }
    return [1_300, 1_300] + Array(repeating: 2_400 / (count - 2), count: count - 2)
  }

  /// Whether a row, counted from the header row, stands on the page of the next. A small table stays
  /// on one page; of a larger one the header row stays with the first row, and the last row with the
  /// one before it.
  private static func keeps(row: Int, of count: Int) -> Bool {
    count <= 6 ? row < count - 1 : row == 0 || row == count - 2
  }

  /// A row does not go on over the page: the rest of its first cell would be read after the beginning
  /// of its last. One that may be longer than a page goes on, or LibreOffice 7.4 loses its words.
  ///
  /// A row has its line above it, and none below. Where one that may not split fits on a page without
  /// the line below it, and not with it, LibreOffice 7.4 loses the words of all rows that follow.
  private mutating func row(
    _ cells: [[Inline]], _ widths: [Int], isHeader: Bool = false, isKeptWithNext: Bool
  ) {
    let mayFillPage = cells.contains { Self.length(of: $0) > Self.longestOnOnePage }
    let properties = (mayFillPage ? "" : "<w:cantSplit/>") + (isHeader ? "<w:tblHeader/>" : "")
    body += properties.isEmpty ? "<w:tr>" : "<w:tr><w:trPr>\(properties)</w:trPr>"
    for (index, (runs, width)) in zip(cells, widths).enumerated() {
      body += "<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"pct\"/>"
      body += "<w:tcBorders><w:top \(DOCXStyles.tableLine)/></w:tcBorders></w:tcPr>"
      paragraph(
        isHeader || index == 0 ? "TableHeading" : "TableText", runs, isKeptWithNext: isKeptWithNext)
      body += "</w:tc>"
    }
    body += "</w:tr>"
  }

  /// The longest cell that stands on one page in the narrowest column, where seven of the widest
  /// letters fill a line and 48 lines a page; in Unicode scalars.
  private static let longestOnOnePage = 300

  /// In Unicode scalars.
  private static func length(of runs: [Inline]) -> Int {
    runs.reduce(0) { sum, run in
      switch run {
      case .words(let words), .written(let words), .absent(let words), .commentMark(let words, _):
        sum + words.description.unicodeScalars.count
      case .link(let inner, _), .marked(let inner, _): sum + length(of: inner)
      case .footnote: sum
      }
    }
  }

  // MARK: Inside a paragraph

  mutating func runs(_ runs: [Inline], _ properties: String = "") {
    for item in runs {
      switch item {
      case .words(let words): run(words.description, properties)
      case .written(let words): run(words.description, properties)
      case .absent(let words):
        run(words.description, "<w:rStyle w:val=\"Absent\"/>" + properties)
      case .link(let inner, let anchor):
        body += "<w:hyperlink w:anchor=\"place\(bookmark(anchor))\" w:history=\"1\">"
        self.runs(inner, "<w:rStyle w:val=\"Hyperlink\"/>" + properties)
        body += "</w:hyperlink>"
      case .commentMark(let label, let anchor):
        body += "<w:hyperlink w:anchor=\"place\(bookmark(anchor))\" w:history=\"1\">"
        run(
          "[\(label)]", "<w:rStyle w:val=\"Hyperlink\"/><w:vertAlign w:val=\"superscript\"/>")
        body += "</w:hyperlink>"
      case .marked(let inner, let marking):
        self.runs(inner, properties + DOCXText.properties(of: marking))
      case .footnote(let number):
        body += "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>"
        body += "<w:footnoteReference w:id=\"\(number)\"/></w:r>"
      }
    }
  }

  mutating func run(_ text: String, _ properties: String) {
    guard !text.isEmpty else { return }
    let direction = DOCXText.isRightToLeft(text) ? "<w:rtl/>" : ""
    body += "<w:r>"
    if !properties.isEmpty || !direction.isEmpty {
      body += "<w:rPr>\(properties)\(direction)</w:rPr>"
    }
    body += "<w:t xml:space=\"preserve\">"
    body += DOCXText.escaped(text)
    body += "</w:t></w:r>"
  }
}
