import CRDT
import Client
import Plan

/// Everything decided about one field or record.
struct ReviewGroup: Sendable {
  struct Choice: Sendable {
    var item: ReviewItem
    var decision: ReviewDecision
    /// How many of the item's sides, which come first, are deletions.
    var deletions: Int
  }

  /// The part as the person saw it.
  let part: PartDocument
  let place: Place
  let choices: [Choice]

  /// Whether everything open there was decided, so that it may be settled.
  var isWhole: Bool { choices.allSatisfy { $0.decision.settles } }

  /// How many of its items are settled.
  var settledCount: Int { choices.count { $0.decision.settles } }

  /// Carries the decisions out, upon the version they were made of: what others wrote since is not
  /// settled by them.
  func store(in workspace: Workspace, plan: OpenPlan, view: PlanView) async throws {
    let values = try values(view)
    try workspace.edit(place.part, of: plan, from: part) {
      (part: inout PartDocument) throws(ContentError) in
      // From the text's end to its beginning, so that no passage moves under another's decision.
      for (choice, value) in zip(choices, values).reversed() {
        try carryOut(choice, value, in: &part)
      }
      if isWhole, let field = place.field, choices[0].item.kind != .suggestion {
        try part.settleReview(field: field, of: place.record)
      } else {
        for choice in choices where choice.decision.settles { try part.settleReview(choice.item) }
      }
    }
  }

  /// The values that typed words are, for fields that are not prose.
  private func values(_ view: PlanView) throws -> [FieldValue?] {
    try choices.map { choice in
      guard choice.item.kind == .field, let key = place.field else { return nil }
      let present = view.part(place.part)?.fieldValue(key, of: place) ?? .empty
      switch choice.decision {
      case .skip, .keep, .comment: return nil
      case .pick(let side): return value(of: choice.item.sides[side], key, view)
      case .write(let words):
        return try ValueReader(plan: view).value(
          words, for: try part.field(key, of: place.record), present: present)
      }
    }
  }

  private func value(
    of side: ReviewItem.Side, _ key: String, _ view: PlanView
  ) -> FieldValue? {
    let part = view.part(place.part)
    let record = part.flatMap { ShowCommand.record(at: place, in: $0) }
    let field = place.record == nil ? part?.field(key) : record?.field(key)
    return field?.alternatives.first { $0.author == side.author }?.value ?? field?.value
  }

  private func carryOut(
    _ choice: Choice, _ value: FieldValue?, in part: inout PartDocument
  ) throws(ContentError) {
    switch (choice.item.kind, choice.decision) {
    case (_, .comment(let words)):
      let quote = choice.item.kind == .passage ? choice.item.range : nil
      _ = try part.addComment(words, at: place, range: quote?.isEmpty == false ? quote : nil)
    case (_, .skip), (.passage, .keep), (.field, .keep):
      break
    case (.suggestion, _):
      try decide(choice, in: &part)
    case (.field, _):
      if let value, let key = place.field {
        try part.set(value, field: key, of: place.record)
      }
    case (.passage, .pick(let side)):
      try part.replace(choice.item, by: choice.item.sides[side].words)
    case (.passage, .write(let words)):
      try part.replace(choice.item, by: words)
    case (.move, .pick(let side)):
      if let record = place.record {
        try part.settleMove(of: record, at: choice.item.sides[side].destination?.index)
      }
    case (.move, _):
      if let record = place.record { try part.settleMove(of: record) }
    case (.deletion, .pick(let side)) where side < choice.deletions:
      if let record = place.record { try part.deleteRecord(record) }
    case (.deletion, _):
      if let record = place.record { try part.restoreRecord(record) }
    }
  }

  /// Settles a suggestion on which people decided at the same time: accepted, unless the side picked
  /// rejected it.
  private func decide(_ choice: Choice, in part: inout PartDocument) throws(ContentError) {
    guard let id = choice.item.suggestion, let suggestion = part.suggestion(id) else { return }
    guard case .pick(let side) = choice.decision,
      let picked = suggestion.decisions.first(where: {
        $0.author == choice.item.sides[side].author
      }), picked.kind != .accepted
    else { return try part.decide(id, .accepted) }
    try part.decide(id, .rejected, reason: picked.reason)
  }
}
