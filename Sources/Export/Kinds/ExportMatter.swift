package import CRDT
package import Plan

/// What a document is made of beside the plan's view.
package enum ExportMatter: Sendable {
  case plan
  case amendmentNotice(Comparison)
  case workingDocument(Comparison)
  case history([WrittenText], dates: Dates)
  case easyRead
  case advice
  case subjectAccess(Holdings)

  /// The day an event of a part was made, where that is known.
  package typealias Dates = @Sendable (PartID, EventID) -> CivilDate?

  /// Two versions and the difference between them.
  package struct Comparison: Sendable {
    package var redline: Redline
    /// What the earlier version is called, as in `the plan issued on 1 May 2026`.
    package var earlier: String
    package var dates: Dates

    /// - Parameter day: follows the name.
    package init(
      redline: Redline, earlier: String, on day: CivilDate? = nil, dates: @escaping Dates
    ) {
      self.redline = redline
      self.earlier = day.map { "\(earlier) \(Wording.date($0))" } ?? earlier
      self.dates = dates
    }
  }

  /// One text, with whoever wrote each of its words.
  package struct WrittenText: Sendable {
    package var place: Place
    package var runs: [BlameRun]

    package init(place: Place, runs: [BlameRun]) {
      self.place = place
      self.runs = runs
    }
  }

  /// What is held of a person beside the words of the plan.
  package struct Holdings: Sendable {
    package var people: [Author]
    package var representations: [Representation]
    package var dates: Dates

    package init(people: [Author], representations: [Representation], dates: @escaping Dates) {
      self.people = people
      self.representations = representations
      self.dates = dates
    }
  }

  package var kind: ExportKind {
    switch self {
    case .plan: .plan
    case .amendmentNotice: .amendmentNotice
    case .workingDocument: .workingDocument
    case .history: .history
    case .easyRead: .easyRead
    case .advice: .advice
    case .subjectAccess: .subjectAccess
    }
  }
}
