import CRDT
import Plan

/// What one person may do next, at random.
extension PlanSession {
  private static let words = [
    "help", "daily.", "each", "week", "25 minutes", "support", "reads.", "é", "😀", "a", "\n",
  ]

  mutating func act(_ replica: inout WritingReplica, _ device: Int) throws(ContentError) {
    switch Int.random(in: 0..<30, using: &random) {
    case 0..<11:
      try stroke(&replica) { session, part throws(ContentError) in
        try session.write(&part)
      }
    case 11..<16:
      try stroke(&replica) { session, part throws(ContentError) in
        try session.comment(&part, device)
      }
    case 16..<19:
      try stroke(&replica) { session, part throws(ContentError) in
        try session.suggest(&part)
      }
    case 19..<22:
      try stroke(&replica) { session, part throws(ContentError) in
        try session.decide(&part, device)
      }
    case 22..<25: try replica.undo()
    case 25: try replica.redo()
    case 26:
      try stroke(&replica) { session, part throws(ContentError) in
        try session.goBack(&part, device)
      }
    case 27:
      try stroke(&replica) { session, part throws(ContentError) in
        try session.cite(&part)
      }
    case 28:
      try stroke(&replica) { session, part throws(ContentError) in
        try part.nameVersion(
          "panel-\(session.strokes)", identifier: String(repeating: "\(device)", count: 32))
      }
    default:
      try stroke(&replica) { session, part throws(ContentError) in
        let reviews = part.view(authors: session.authors).reviews
        if let item = reviews.randomElement(using: &session.random) {
          try Self.settle(item, in: &part)
        }
      }
    }
  }

  private mutating func stroke(
    _ replica: inout WritingReplica,
    _ change: (inout PlanSession, inout PartDocument) throws(ContentError) -> Void
  ) throws(ContentError) {
    var session = self
    defer { random = session.random }
    try replica.stroke { (part: inout PartDocument) throws(ContentError) in
      try change(&session, &part)
    }
  }

  private func needs(_ part: PartDocument) -> [EventID] {
    part.document.records(inListAt: ObjectAddress(key: "needs")).map(\.id)
  }

  // MARK: Writing

  private mutating func text(_ old: String) -> String {
    var words = old.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let index = Int.random(in: 0...words.count, using: &random)
      if index < words.count, random.chance(oneIn: 3) {
        words.remove(at: index)
      } else {
        words.insert(Self.words.randomElement(using: &random) ?? "a", at: index)
      }
    }
    return words.joined(separator: " ")
  }

  private mutating func write(_ part: inout PartDocument) throws(ContentError) {
    let needs = needs(part)
    guard let need = needs.randomElement(using: &random) else {
      _ = try part.addRecord(to: "needs")
      return
    }
    switch Int.random(in: 0..<12, using: &random) {
    case 0: _ = try part.addRecord(to: "needs", at: Int.random(in: 0...needs.count, using: &random))
    case 1: try part.deleteRecord(need)
    case 2, 3: try part.moveRecord(need, to: Int.random(in: 0..<needs.count, using: &random))
    case 4:
      let title = text("").replacing("\n", with: " ")
      try part.set(.line(title), field: "title", of: need)
    case 5:
      let areas = ["cognition-learning", "semh"]
      try part.set(
        .choice(areas.randomElement(using: &random) ?? areas[0]), field: "area", of: need)
    case 6:
      let deleted = part.document.deletedRecords(inListAt: ObjectAddress(key: "needs")).sorted()
      if let record = deleted.randomElement(using: &random) { try part.restoreRecord(record) }
    case 7:
      let field = part.document.string(at: ObjectAddress(record: need, key: "strengths"))
      _ = try part.edit(text(field), field: "strengths", of: need)
    default:
      let old = part.document.string(at: ObjectAddress(record: need, key: "description"))
      _ = try part.edit(text(old), field: "description", of: need)
    }
  }

  private mutating func goBack(
    _ part: inout PartDocument, _ device: Int
  ) throws(ContentError) {
    guard let heads = moments[device].randomElement(using: &random) else { return }
    if random.chance(oneIn: 2) { return try part.restore(to: heads) }
    if let need = needs(part).randomElement(using: &random) {
      try part.restore(to: heads, record: need)
    }
  }

  private mutating func cite(_ part: inout PartDocument) throws(ContentError) {
    guard let need = needs(part).randomElement(using: &random) else { return }
    let present = part.view(finding: []).collections[0].records.flatMap(\.citations)
    if let citation = present.randomElement(using: &random), random.chance(oneIn: 2) {
      return try part.uncite(citation.id)
    }
    _ = try part.cite("14 of 40 words", of: report, for: need)
  }

  // MARK: Talking

  private mutating func comment(
    _ part: inout PartDocument, _ device: Int
  ) throws(ContentError) {
    let view = part.view(finding: .passages)
    let comment = view.comments.randomElement(using: &random)
    switch (Int.random(in: 0..<8, using: &random), comment) {
    case (0, let comment?) where isOwn(comment.author, of: device):
      try part.deleteComment(comment.id)
    case (1, let comment?) where isOwn(comment.author, of: device):
      try part.editComment(comment.id, "Why \(strokes)?")
    case (0...2, let comment?):
      try part.setResolved(comment.id, !comment.resolved)
    case (3, let comment?):
      _ = try part.addComment("Because.", at: comment.place, inReplyTo: comment.id)
    case (4, _):
      _ = try part.addComment("All of it?", at: Place(part: part.id))
    default:
      guard let record = view.collections[0].records.randomElement(using: &random) else { return }
      let place = Place(
        part: part.id, collection: "needs", record: record.id, field: "description")
      let length = record.text("description").unicodeScalars.count
      let start = Int.random(in: 0...length, using: &random)
      let range = start..<min(length, start + 9)
      _ = try part.addComment("Why?", at: place, range: range.isEmpty ? nil : range)
    }
  }

  private mutating func suggest(_ part: inout PartDocument) throws(ContentError) {
    var edited = part
    edited.document.begin(as: AgentID(high: .max, low: .max))
    for _ in 0..<Int.random(in: 1...3, using: &random) { try write(&edited) }
    _ = try part.suggest(part.changes(to: edited), message: "Please.")
  }

  private mutating func decide(
    _ part: inout PartDocument, _ device: Int
  ) throws(ContentError) {
    guard let suggestion = part.suggestions.randomElement(using: &random) else { return }
    let isOwn = isOwn(suggestion.author, of: device)
    // Only whoever took a suggestion back may make it again.
    if suggestion.state == .withdrawn, !isOwn { return }
    let kinds: [SuggestionDecision.Kind] =
      isOwn ? [.accepted, .withdrawn, .open] : [.accepted, .accepted, .rejected, .open]
    try part.decide(
      suggestion.id, kinds.randomElement(using: &random) ?? .accepted, reason: "Because.")
  }
}
