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
  var isWhole: Bool { choices.allSatisfy { $0.decision != .skip } }

  /// Carries the decisions out, upon the version they were made of: what others wrote since is not
  /// settled by them.
  func store(in workspace: Workspace, plan: OpenPlan, view: PlanView) async throws {
    let values = try values(view)
    try workspace.edit(place.part, of: plan, from: part) {
      (part: inout PartDocument) throws(ContentError) in
      for (choice, value) in zip(choices, values) { try carryOut(choice, value, in: &part) }
      if isWhole, let field = place.field { try part.settleReview(field: field, of: place.record) }
    }
  }

  /// The values that typed words are, for fields that are not prose.
  private func values(_ view: PlanView) throws -> [FieldValue?] {
    try choices.map { choice in
      guard choice.item.kind == .field, let key = place.field else { return nil }
      let present = view.part(place.part)?.fieldValue(key, of: place) ?? .empty
      switch choice.decision {
      case .skip, .keep: return nil
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
    case (_, .skip), (.passage, .keep), (.field, .keep):
      break
    case (.field, _):
      if let value, let key = place.field {
        try part.set(value, field: key, of: place.record)
      }
    case (.passage, .pick(let side)):
      try replace(choice.item.merged, by: choice.item.sides[side].words, in: &part)
    case (.passage, .write(let words)):
      try replace(choice.item.merged, by: words, in: &part)
    case (.deletion, .pick(let side)) where side < choice.deletions:
      if let record = place.record { try part.deleteRecord(record) }
    case (.deletion, _):
      if let record = place.record { try part.restoreRecord(record) }
    }
  }

  /// Puts other words where a passage stands.
  private func replace(
    _ passage: String, by words: String, in part: inout PartDocument
  ) throws(ContentError) {
    guard let key = place.field else { return }
    let text = part.document.string(at: ObjectAddress(record: place.record, key: key))
    let bytes = Array(text.utf8)
    let wanted = Array(passage.utf8)
    guard !wanted.isEmpty, bytes.count >= wanted.count,
      let start = (0...bytes.count - wanted.count).first(where: {
        bytes[$0...].starts(with: wanted)
      })
    else { throw .quoteNotFound }
    let changed = bytes[..<start] + Array(words.utf8) + bytes[(start + wanted.count)...]
    _ = try part.edit(String(decoding: changed, as: UTF8.self), field: key, of: place.record)
  }
}
