import Plan

/// A document that is not the plan itself, for programs: its headings and paragraphs in order, marked
/// words with what the mark says. Version 1 of the form that `Templates/Schemas/ehc-document.json`
/// describes.
struct DocumentJSON {
  let kind: ExportKind
  let document: ExportDocument

  /// UTF-8, indented, with a line feed at the end.
  func bytes() -> [UInt8] { Array((value.text(.indented) + "\n").utf8) }

  private var value: JSONValue {
    [
      "format": .string(kind.schema), "version": 1, "kind": .string(kind.rawValue),
      "title": string(document.title), "status": string(document.status),
      "draft": .bool(document.isDraft), "language": .string(document.language),
      "summary": .array(document.summary.map(field)),
      "notices": .array(document.notices.map(notice)),
      "sections": .array(
        document.sections.map { section in
          [
            "heading": inlines(section.heading), "basis": string(section.basis),
            "blocks": blocks(section.blocks),
          ]
        }),
      "footnotes": .array(document.footnotes.map(inlines)),
    ]
  }

  private func string(_ text: VisibleText) -> JSONValue { .string(text.description) }

  private func blocks(_ blocks: [Block]) -> JSONValue { .array(blocks.compactMap(block)) }

  private func block(_ block: Block) -> JSONValue? {
    switch block {
    case .paragraph(let runs): ["type": "paragraph", "runs": inlines(runs)]
    case .prose(let paragraphs): ["type": "prose", "paragraphs": .array(paragraphs.map(inlines))]
    case .list(let items): ["type": "list", "items": .array(items.map(inlines))]
    case .fields(let fields): ["type": "fields", "fields": .array(fields.map(field))]
    // The fields that follow say it again.
    case .overview: nil
    case .notice(let notice): ["type": "notice", "notice": self.notice(notice)]
    case .group(let group):
      [
        "type": "group", "heading": inlines(group.heading), "level": .integer(Int64(group.level)),
        "blocks": blocks(group.blocks),
      ]
    case .comments(let comments):
      ["type": "comments", "comments": .array(comments.map(comment))]
    }
  }

  private func field(_ field: Field) -> JSONValue {
    ["label": string(field.label), "content": blocks(field.content)]
  }

  private func notice(_ notice: Notice) -> JSONValue {
    [
      "title": string(notice.title), "paragraphs": .array(notice.paragraphs.map(inlines)),
      "items": .array(notice.items.map(inlines)),
    ]
  }

  private func comment(_ comment: Comment) -> JSONValue {
    [
      "label": string(comment.label), "author": inlines(comment.author),
      "place": inlines(comment.place), "quote": string(comment.quote),
      "resolved": .bool(comment.isResolved), "body": .array(comment.body.map(inlines)),
      "replies": .array(comment.replies.map(self.comment)),
    ]
  }

  private func inlines(_ runs: [Inline]) -> JSONValue { .array(runs.map(inline)) }

  private func inline(_ run: Inline) -> JSONValue {
    switch run {
    case .words(let words), .written(let words): ["text": string(words)]
    case .absent(let words): ["text": string(words), "absent": true]
    case .link(let runs, _): ["runs": inlines(runs)]
    case .commentMark(let label, _): ["comment": string(label)]
    case .marked(let runs, let marking):
      [
        "runs": inlines(runs), "mark": string(marking.spoken), "look": .string("\(marking.look)"),
        "struck": .bool(marking.isStruck),
      ]
    case .footnote(let number): ["footnote": .integer(Int64(number))]
    }
  }
}
