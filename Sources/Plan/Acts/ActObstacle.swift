import CRDT

/// What stands against an official act, or should be known before it.
package struct ActObstacle: Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    /// The statutory check asks for something.
    case finding(Finding)
    /// What two people changed at once and nobody has looked at.
    case review(Place)
    /// A suggestion of the family that nobody has accepted or refused.
    case openSuggestion(PartID, label: String)
    /// Words of the family that nobody has decided on.
    case undecided(Representation)
    /// A change since the draft was served that neither the family nor the placement explains.
    case unexplained(IssueGate.Change, by: String)
    /// The family still has time to answer; its last day.
    case answerOpen(until: CivilDate)
    /// The device has not seen what the server holds of these parts.
    case notSeen([PartID])
    /// Work that only the device has.
    case notSent(PartID, count: Int)
    /// A report that its author has not signed.
    case unsignedReport(PartID, title: String)
    /// The date in the plan is another than that of the act.
    case otherDate(written: CivilDate, act: CivilDate)
    /// The other plans on the server were not compared.
    case notCompared
    /// Something in a part that the person may not read.
    case elsewhere(count: Int)
  }

  package var reason: Reason

  package init(_ reason: Reason) { self.reason = reason }

  /// Whether the act cannot be performed before it is out of the way.
  package var blocks: Bool {
    switch reason {
    case .finding(let finding): finding.severity == .error
    case .unsignedReport, .otherDate, .notCompared: false
    case .review, .openSuggestion, .undecided, .unexplained, .answerOpen, .notSeen, .notSent,
      .elsewhere:
      true
    }
  }

  /// Whether it is for the law's check and not for a person's decision.
  package var isCheck: Bool {
    switch reason {
    case .finding, .unexplained: true
    default: false
    }
  }

  /// As programs know it.
  package var code: String {
    switch reason {
    case .finding(let finding): finding.rule
    case .review: "review"
    case .openSuggestion: "open-suggestion"
    case .undecided: "undecided-representation"
    case .unexplained: "E20"
    case .answerOpen: "answer-open"
    case .notSeen: "not-seen"
    case .notSent: "not-sent"
    case .unsignedReport: "unsigned-report"
    case .otherDate: "other-date"
    case .notCompared: "not-compared"
    case .elsewhere: "elsewhere"
    }
  }

  /// The part it is in; nil for the whole plan.
  package var part: PartID? { place?.part }

  package var place: Place? {
    switch reason {
    case .finding(let finding): finding.place
    case .review(let place): place
    case .openSuggestion(let part, _), .notSent(let part, _), .unsignedReport(let part, _):
      Place(part: part)
    case .undecided(let representation): Place(part: representation.part)
    case .unexplained(let change, _): change.place
    case .answerOpen, .notSeen, .otherDate, .notCompared, .elsewhere: nil
    }
  }
}
