import CRDT
import Plan

/// The view as JSON, version 1 of the form described in the module's documentation.
///
/// Members stand in a fixed order; lists keep the view's. Text is exactly what people wrote.
struct PlanJSON {
  let view: PlanView
  let options: ExportOptions

  /// UTF-8, indented, with a line feed at the end.
  func bytes() -> [UInt8] { Array((value.text(.indented) + "\n").utf8) }

  var value: JSONValue {
    guard case .object(let members) = plan, let act = view.frozenBy else { return plan }
    return .object(members + [.init("frozenBy", act.json)])
  }

  private var plan: JSONValue {
    let parts = view.parts.filter { isChosen($0.id) }
    let withheld = view.withheld.filter(isChosen)
    return [
      "format": "ehc-plan", "version": 1, "reference": .string(view.reference),
      "phase": .string(view.phase.rawValue),
      "status": .string(Wording.status(view.phase).description),
      "language": .string(options.language),
      "authority": options.authority.map(JSONValue.string) ?? nil,
      "generatedOn": options.generatedOn.map { .string($0.description) } ?? nil,
      "sections": options.sections.map(chosen) ?? nil,
      "authors": .array(authors(of: parts)), "parts": .array(parts.map(part)),
      "withheld": .array(withheld.map { .string($0.description) }),
    ]
  }

  private func isChosen(_ part: PartID) -> Bool { options.sections?.contains(part) ?? true }

  private func chosen(_ parts: Set<PartID>) -> JSONValue {
    .array(parts.sorted().map { .string($0.description) })
  }

  // MARK: Parts

  private func part(_ part: PartView) -> JSONValue {
    [
      "id": .string(part.id.description), "title": .string(part.title),
      "fields": .array(part.fields.map(field)),
      "lists": .array(part.collections.map(list)),
      "comments": .array(options.includesComments ? part.comments.map(comment) : []),
      "reviews": .array(part.reviews.map(review)),
    ]
  }

  private func list(_ collection: CollectionView) -> JSONValue {
    [
      "key": .string(collection.key), "title": .string(collection.title),
      "records": .array(collection.records.map(record)),
    ]
  }

  private func record(_ record: RecordView) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("id", identifier(record.id)), .init("number", .integer(Int64(record.number))),
      .init("fields", .array(record.fields.map(field))),
      .init(
        "contestedDeletion",
        record.deletion.map { deletion in
          [
            "deletedBy": .array(deletion.deletedBy.map(agent)),
            "editedBy": .array(deletion.editedBy.map(agent)),
          ]
        } ?? nil),
    ]
    if !record.citations.isEmpty {
      members.append(.init("citations", .array(record.citations.map(citation))))
    }
    return .object(members)
  }

  private func citation(_ citation: CitationView) -> JSONValue {
    [
      "id": identifier(citation.id), "report": .string(citation.report.description),
      "quote": .string(citation.quote),
    ]
  }

  private func field(_ field: FieldView) -> JSONValue {
    let alternatives = field.alternatives.map { alternative -> JSONValue in
      ["value": value(alternative.value), "author": agent(alternative.author)]
    }
    return [
      "key": .string(field.key), "title": .string(field.title),
      "kind": .string(field.kind.rawValue), "value": value(field.value),
      "alternatives": .array(alternatives),
    ]
  }

  private func value(_ value: FieldValue) -> JSONValue {
    switch value {
    case .empty: nil
    case .text(let text), .line(let text), .choice(let text): .string(text)
    case .date(let date): .string(date.description)
    case .number(let number): .integer(number)
    case .flag(let flag): .bool(flag)
    case .links(let targets): .array(targets.map(identifier))
    }
  }

  // MARK: Comments and reviews

  private func comment(_ comment: CommentView) -> JSONValue {
    [
      "id": identifier(comment.id), "number": .integer(Int64(comment.number)),
      "label": .string(comment.label), "author": agent(comment.author),
      "onBehalfOf": comment.onBehalfOf.map { said in
        [
          "person": .string(said.person), "by": .string(said.channel.rawValue),
          "date": said.date.map { .string($0.description) } ?? nil,
        ]
      } ?? nil, "place": place(comment.place),
      "quote": .string(comment.quote),
      "range": comment.range.map { range in
        ["start": .integer(Int64(range.lowerBound)), "end": .integer(Int64(range.upperBound))]
      } ?? nil,
      "resolved": .bool(comment.resolved),
      "inReplyTo": comment.inReplyTo.map(identifier) ?? nil, "body": .string(comment.body),
    ]
  }

  /// Without comments a review is known to be there, and what each side wrote is not shown.
  private func review(_ item: ReviewItem) -> JSONValue {
    let kind =
      switch item.kind {
      case .passage: "passage"
      case .field: "field"
      case .deletion: "deletion"
      case .suggestion: "suggestion"
      case .move: "move"
      }
    let known: [JSONValue.Member] = [
      .init("kind", .string(kind)), .init("place", place(item.place)),
    ]
    guard options.includesComments else { return .object(known) }
    let sides = item.sides.map { side -> JSONValue in
      ["author": agent(side.author), "words": .string(side.words)]
    }
    return .object(
      known + [
        .init("before", item.before.map(JSONValue.string) ?? nil), .init("sides", .array(sides)),
        .init("merged", .string(item.merged)),
      ])
  }

  private func place(_ place: Place) -> JSONValue {
    [
      "address": .string(place.description), "part": .string(place.part.description),
      "list": place.collection.map(JSONValue.string) ?? nil,
      "record": place.record.map(identifier) ?? nil,
      "field": place.field.map(JSONValue.string) ?? nil,
    ]
  }

  // MARK: Names

  private func identifier(_ event: EventID) -> JSONValue { .string(event.description) }

  private func agent(_ agent: AgentID) -> JSONValue { .string(agent.description) }

  /// The people behind the agents that these parts name, in the agents' order. Nobody else: who
  /// wrote in a part that is left out may itself be private.
  private func authors(of parts: [PartView]) -> [JSONValue] {
    var named: Set<AgentID> = []
    for part in parts {
      let records = part.collections.flatMap(\.records)
      for field in part.fields + records.flatMap(\.fields) {
        named.formUnion(field.alternatives.map(\.author))
      }
      for deletion in records.compactMap(\.deletion) {
        named.formUnion(deletion.deletedBy + deletion.editedBy)
      }
      guard options.includesComments else { continue }
      named.formUnion(part.comments.map(\.author))
      named.formUnion(part.reviews.flatMap { $0.sides.map(\.author) })
    }
    return named.sorted().compactMap { agent in
      view.authors[agent].map { author in
        [
          "agent": self.agent(agent), "name": .string(author.name),
          "role": .string(author.role.description),
        ]
      }
    }
  }
}
