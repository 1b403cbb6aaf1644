import CRDT
import Plan

/// The view as JSON, version 1 of the form that `Templates/Schemas/ehc-plan.json` describes.
///
/// Members stand in a fixed order; lists keep the view's. Text is exactly what people wrote.
struct PlanJSON {
  let view: PlanView
  let options: ExportOptions

  /// UTF-8, indented, with a line feed at the end.
  func bytes() -> [UInt8] { Array((value.text(.indented) + "\n").utf8) }

  var value: JSONValue {
    let parts = view.parts.filter { isChosen($0.id) }
    let withheld = view.withheld.filter(isChosen)
    return [
      "format": .string(ExportKind.plan.schema), "version": 1, "reference": .string(view.reference),
      "phase": .string(view.phase.rawValue),
      "status": .string(Wording.status(view.phase).description),
      "language": .string(options.language),
      "authority": options.authority.map(JSONValue.string) ?? nil,
      "generatedOn": options.generatedOn.map { .string($0.description) } ?? nil,
      "sections": options.sections.map(chosen) ?? nil,
      "authors": .array(authors(of: parts)), "parts": .array(parts.map(part)),
      "withheld": .array(withheld.map { .string($0.description) }),
      "pack": [
        "name": .string(view.template.pack), "version": .integer(Int64(view.template.version)),
      ],
      "withComments": .bool(options.includesComments),
      "acts": .array(view.acts.filter(isChosen).map(act)),
      "frozenBy": view.frozenBy.map(act) ?? nil,
    ]
  }

  private func isChosen(_ part: PartID) -> Bool { options.sections?.contains(part) ?? true }

  /// An extract tells nothing of the plan as a whole.
  private func isChosen(_ act: OfficialAct) -> Bool {
    options.sections == nil || act.report.map(isChosen) ?? false
  }

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
      "kind": .string((view.template.part(part.id)?.kind ?? .section).rawValue),
      "writers": .array(writers(of: part).map(agent)),
      "suggestions": .array(options.includesComments ? part.suggestions.map(suggestion) : []),
      "representations": .array(
        options.includesComments ? part.representations.map(representation) : []),
    ]
  }

  /// Those whose names are known: an agent alone tells nobody anything.
  private func writers(of part: PartView) -> [AgentID] {
    part.writers.filter { view.authors[$0] != nil }
  }

  private func list(_ collection: CollectionView) -> JSONValue {
    [
      "key": .string(collection.key), "title": .string(collection.title),
      "records": .array(collection.records.map(record)),
    ]
  }

  private func record(_ record: RecordView) -> JSONValue {
    [
      "id": identifier(record.id), "number": .integer(Int64(record.number)),
      "fields": .array(record.fields.map(field)),
      "contestedDeletion": record.deletion.map { deletion in
        [
          "deletedBy": .array(deletion.deletedBy.map(agent)),
          "editedBy": .array(deletion.editedBy.map(agent)),
        ]
      } ?? nil,
      "citations": .array(record.citations.map(citation)),
    ]
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
    let known: [JSONValue.Member] = [
      .init("kind", .string(item.kind.rawValue)), .init("place", place(item.place)),
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

  // MARK: Suggestions, representations, acts

  private func suggestion(_ suggestion: SuggestionView) -> JSONValue {
    [
      "id": identifier(suggestion.id), "number": .integer(Int64(suggestion.number)),
      "label": .string(suggestion.label), "author": agent(suggestion.author),
      "message": .string(suggestion.message), "state": .string(suggestion.state.rawValue),
      "decisions": .array(
        suggestion.decisions.map { decision in
          [
            "kind": .string(decision.kind.rawValue), "reason": .string(decision.reason),
            "author": agent(decision.author),
          ]
        }),
      "changes": .array(suggestion.changes.map(change)),
    ]
  }

  private func change(_ change: SuggestedChangeView) -> JSONValue {
    let (ground, now): (String, JSONValue) =
      switch change.ground {
      case .stands: ("stands", nil)
      case .changed(let now): ("changed", .string(now))
      case .gone: ("gone", nil)
      }
    return [
      "kind": .string(change.kind.rawValue), "place": place(change.place),
      "was": value(change.was), "with": value(change.with), "behind": .string(change.behind),
      "ground": .string(ground), "now": now,
    ]
  }

  private func representation(_ said: Representation) -> JSONValue {
    [
      "id": identifier(said.id), "from": .string(said.from),
      "by": said.means.map { .string($0.rawValue) } ?? nil,
      "date": said.date.map { .string($0.description) } ?? nil, "words": .string(said.words),
      "decision": said.decision.map { .string($0.rawValue) } ?? nil,
      "reason": .string(said.reason), "recorder": agent(said.recorder),
    ]
  }

  /// Without the account, which is nobody's business outside, and where the histories stood, which
  /// only the server can use.
  private func act(_ act: OfficialAct) -> JSONValue {
    [
      "entry": .integer(Int64(clamping: act.entry)), "kind": .string(act.kind.rawValue),
      "date": .string(act.date.description),
      "number": act.number.map { .integer(Int64($0)) } ?? nil,
      "name": .string(act.name), "report": act.report.map { .string($0.description) } ?? nil,
      "fingerprint": act.fingerprint.map { .string($0.description) } ?? nil,
      "head": act.head.map { .string($0.description) } ?? nil,
      "reason": act.reason.map(JSONValue.string) ?? nil,
      "overridden": .array(act.overridden.map { .string($0) }),
    ]
  }

  // MARK: Names

  private func place(_ place: Place) -> JSONValue {
    [
      "address": .string(place.description), "part": .string(place.part.description),
      "list": place.collection.map(JSONValue.string) ?? nil,
      "record": place.record.map(identifier) ?? nil,
      "field": place.field.map(JSONValue.string) ?? nil,
    ]
  }

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
      named.formUnion(part.writers)
      guard options.includesComments else { continue }
      named.formUnion(part.comments.map(\.author))
      named.formUnion(part.suggestions.map(\.author))
      named.formUnion(part.suggestions.flatMap(\.decisions).map(\.author))
      named.formUnion(part.representations.map(\.recorder))
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
