import CRDT

extension HTMLWriter {
  mutating func blocks(_ blocks: [Block]) {
    for block in blocks { self.block(block) }
  }

  private mutating func block(_ block: Block) {
    switch block {
    case .paragraph(let runs):
      html += "<p>"
      inlines(runs)
      html += "</p>\n"
    case .prose(let paragraphs): prose(paragraphs)
    case .list(let items): list(items)
    case .fields(let fields): self.fields(fields)
    case .overview(let table): self.table(table)
    case .notice(let notice): self.notice(notice)
    case .group(let group): self.group(group)
    case .comments(let comments): threads(comments)
    }
  }

  /// Each paragraph finds its own direction from its own words.
  private mutating func prose(_ paragraphs: [[Inline]]) {
    for paragraph in paragraphs {
      html += "<p dir=\"auto\">"
      for run in paragraph {
        if case .written(let words) = run { text(words) } else { inline(run) }
      }
      html += "</p>\n"
    }
  }

  private mutating func list(_ items: [[Inline]]) {
    html += "<ul>\n"
    for item in items {
      html += "<li>"
      inlines(item)
      html += "</li>\n"
    }
    html += "</ul>\n"
  }

  mutating func fields(_ fields: [Field]) {
    html += "<dl>\n"
    for (index, field) in fields.enumerated() {
      // A short field with no other beside it need not keep to its column.
      let isAlone = ![index - 1, index + 1].contains {
        fields.indices.contains($0) && fields[$0].shape == .short
      }
      html += "<div class=\"\(Self.styleClass(field.shape, isAlone: isAlone))\">\n<dt>"
      text(field.label)
      html += "</dt>\n<dd>"
      if field.content.count == 1, case .paragraph(let runs) = field.content[0] {
        inlines(runs)
      } else {
        html += "\n"
        blocks(field.content)
      }
      html += "</dd>\n</div>\n"
    }
    html += "</dl>\n"
  }

  private static func styleClass(_ shape: Field.Shape, isAlone: Bool) -> String {
    switch shape {
    case .short: isAlone ? "short alone" : "short"
    case .references: "references"
    case .long: "long"
    }
  }

  private mutating func table(_ table: Table) {
    html += "<table>\n<caption>"
    text(table.caption)
    html += "</caption>\n<thead>\n<tr>\n"
    for heading in [table.rowHeading] + table.columns {
      html += "<th scope=\"col\">"
      text(heading)
      html += "</th>\n"
    }
    html += "</tr>\n</thead>\n<tbody>\n"
    for row in table.rows {
      html += "<tr>\n<th scope=\"row\">"
      inlines(row.header)
      html += "</th>\n"
      for cell in row.cells {
        html += "<td>"
        if cell.isEmpty { html += "<span class=\"absent\">–</span>" } else { inlines(cell) }
        html += "</td>\n"
      }
      html += "</tr>\n"
    }
    html += "</tbody>\n</table>\n"
  }

  mutating func notice(_ notice: Notice) {
    html += "<div class=\"notice\" role=\"note\">\n<p><strong>"
    text(notice.title)
    html += "</strong></p>\n"
    for paragraph in notice.paragraphs {
      html += "<p>"
      inlines(paragraph)
      html += "</p>\n"
    }
    if !notice.items.isEmpty { list(notice.items) }
    html += "</div>\n"
  }

  private mutating func group(_ group: Group) {
    let level = min(max(group.level, 3), 6)
    let anchor = group.anchor.map { " id=\"\($0.name)\"" } ?? ""
    html += group.kind == .record ? "<div class=\"record\">\n" : ""
    html += "<h\(level)\(anchor)>"
    inlines(group.heading)
    html += "</h\(level)>\n"
    blocks(group.blocks)
    html += group.kind == .record ? "</div>\n" : ""
  }

  // MARK: Comments

  private mutating func threads(_ comments: [Comment]) {
    html += "<h3>"
    text(Wording.comments)
    html += "</h3>\n"
    thread(comments)
  }

  /// Answers have no answers of their own, so this goes two levels deep.
  private mutating func thread(_ comments: [Comment]) {
    html += "<ul class=\"comments\">\n"
    for comment in comments {
      html += "<li\(comment.anchor.map { " id=\"\($0.name)\"" } ?? "")>\n<p><strong>"
      text(comment.label)
      html += "</strong> "
      inlines(comment.author)
      if !comment.place.isEmpty {
        html += " on "
        inlines(comment.place)
      }
      if comment.isResolved { html += " <span class=\"resolved\">Resolved</span>" }
      html += "</p>\n"
      if !comment.quote.isEmpty {
        html += "<blockquote dir=\"auto\">"
        text(comment.quote)
        html += "</blockquote>\n"
      }
      prose(comment.body)
      if !comment.replies.isEmpty { thread(comment.replies) }
      html += "</li>\n"
    }
    html += "</ul>\n"
  }

  // MARK: Inside a line

  mutating func inlines(_ runs: [Inline]) {
    for run in runs { inline(run) }
  }

  private mutating func inline(_ run: Inline) {
    switch run {
    case .words(let words): text(words)
    case .written(let words): isolated(words)
    case .absent(let words):
      html += "<span class=\"absent\">"
      text(words)
      html += "</span>"
    case .link(let runs, let anchor):
      html += "<a href=\"#\(anchor.name)\">"
      inlines(runs)
      html += "</a>"
    case .commentMark(let label, let anchor):
      html += "<sup><a href=\"#\(anchor.name)\" aria-label=\"Comment "
      text(label)
      html += "\">"
      text(label)
      html += "</a></sup>"
    case .marked(let runs, let marking): marked(runs, marking)
    case .footnote(let number):
      html += "<sup><a id=\"footnote-mark-\(number)\" href=\"#footnote-\(number)\""
      html += " aria-label=\"Footnote \(number)\">\(number)</a></sup>"
    }
  }

  private mutating func marked(_ runs: [Inline], _ marking: Marking) {
    let element =
      switch marking.look {
      case .plain: "span"
      case .underlined: "u"
      case .bold: "strong"
      case .italic: "em"
      }
    html += "<\(element) class=\"marked\">"
    if marking.isStruck { html += "<del>" }
    if !marking.spoken.isEmpty {
      html += "<span class=\"heard\">["
      text(marking.spoken)
      html += ":] </span>"
    }
    inlines(runs)
    if !marking.spoken.isEmpty { html += "<span class=\"heard\"> [end]</span>" }
    if marking.isStruck { html += "</del>" }
    html += "</\(element)>"
  }

  /// Words that may run from right to left do not disturb what stands beside them.
  mutating func isolated(_ words: VisibleText) {
    html += "<bdi>"
    text(words)
    html += "</bdi>"
  }

  mutating func text(_ words: VisibleText) {
    html.append(words.description) { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "'": "&#39;"
      default: nil
      }
    }
  }
}
