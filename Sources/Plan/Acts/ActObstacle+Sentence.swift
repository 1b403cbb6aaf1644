import CRDT

/// The words of an obstacle: what stands in the way, and what takes it out of the way.
extension ActObstacle {
  package var sentence: String {
    switch reason {
    case .finding(let finding): finding.sentence
    case .review: "Two people changed this at the same time, and nobody has looked at both."
    case .openSuggestion(_, let label): "The family's suggestion \(label) waits for an answer."
    case .undecided(let representation):
      "What \(representation.from) said\(Self.when(representation)) waits for a decision."
    case .unexplained(let change, let name): Self.sentence(change, by: name)
    case .answerOpen(let day):
      "The family may answer until \(day): fifteen days, beginning with the day of service."
    case .notSeen(let parts):
      "Others have changed \(parts.map(\.description).joined(separator: ", ")) since you last looked."
    case .notSent(_, let count):
      "\(count) change\(count == 1 ? " is" : "s are") only on this device."
    case .unsignedReport(_, let title):
      "The report \(title.isEmpty ? "" : "“\(title)” ")is not signed; it is no evidence yet."
    case .otherDate(let written, let day):
      "The plan says it was made on \(written); it would be issued on \(day)."
    case .notCompared:
      "Not compared with other children's plans: another child's name or words may stand in it."
    case .elsewhere(let count):
      "In sections not shared with you, \(count) thing\(count == 1 ? " stands" : "s stand") against it."
    }
  }

  package var remedy: String {
    switch reason {
    case .finding(let finding): finding.remedy
    case .review: "Decide: ehcp review"
    case .openSuggestion(_, let label): "Accept or refuse it: ehcp suggestions show \(label)"
    case .undecided(let representation):
      "Accept or refuse it: ehcp representation accept \(representation.id.shortName)"
    case .unexplained:
      "Tie it to what the family said (ehcp representation record), change it back, or take the draft"
        + " back and serve it again (ehcp reopen)."
    case .answerOpen:
      "Wait, or say how the family told you that it has nothing to add: --family-answered \"…\""
    case .notSeen: "Fetch it, and look: ehcp sync"
    case .notSent: "Send it: ehcp sync"
    case .unsignedReport: "Ask its author to sign it: ehcp advice sign"
    case .otherDate: "Set details.plan-date, if it is wrong."
    case .notCompared: "The server compares them when it is asked again."
    case .elsewhere: "Ask somebody who may read them."
    }
  }

  /// For a person's terminal or a program; the words are the plan's own and may need escaping.
  package var json: JSONValue {
    [
      "code": .string(code), "blocks": .bool(blocks), "check": .bool(isCheck),
      "place": place.map { .string($0.description) } ?? .null,
      "part": part.map { .string($0.description) } ?? .null, "sentence": .string(sentence),
      "remedy": .string(remedy),
    ]
  }

  private static func when(_ representation: Representation) -> String {
    (representation.means.map { " \($0.title)" } ?? "")
      + (representation.date.map { " on \($0)" } ?? "")
  }

  private static func sentence(_ change: IssueGate.Change, by name: String) -> String {
    let what =
      switch change.kind {
      case .words, .value: words(change)
      case .recordAdded: "added “\(change.added)”"
      case .recordRemoved: "removed “\(change.removed)”"
      case .recordMoved: "moved “\(change.added)”"
      }
    return "Since the draft was served, \(name) \(what), and no word of the family asks for it."
  }

  private static func words(_ change: IssueGate.Change) -> String {
    switch (change.removed.isEmpty, change.added.isEmpty) {
    case (false, false): "changed “\(change.removed)” into “\(change.added)”"
    case (true, false): "wrote “\(change.added)”"
    case (false, true): "struck out “\(change.removed)”"
    case (true, true): "changed a link"
    }
  }
}
