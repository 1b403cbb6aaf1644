package import CRDT

/// Something official that was done with a plan: one entry of the server's audit log, as a member of
/// the plan is told of it.
package struct OfficialAct: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A draft was sent to the parent or young person, and a version frozen.
    case draftServed = "draft-served"
    /// The served draft was taken back to be worked on.
    case draftReopened = "draft-reopened"
    /// The final plan was issued, and a version frozen for ever.
    case planIssued = "plan-issued"
    /// A draft amendment was begun beside the issued plan.
    case amendmentOpened = "amendment-opened"
    /// A contributor signed a report; nobody changes it any more.
    case adviceSigned = "advice-signed"

    /// Whether such an act froze a version of the plan.
    package var freezesPlan: Bool { self == .draftServed || self == .planIssued }
  }

  /// The entry's number in the server's audit log.
  package var entry: UInt64
  package var kind: Kind
  /// The day it was done: what a deadline is counted from.
  package var date: CivilDate
  /// Which of the plan's drafts or final plans it is, counted from 1; nil for other acts.
  package var number: Int?
  /// That of the version or report which it froze.
  package var fingerprint: Fingerprint?
  /// The head of the audit log with this entry as its last: it fixes all entries up to here.
  package var head: Fingerprint?
  /// Who did it: the account, and the name as it was then.
  package var account: String
  package var name: String
  /// The report that was signed.
  package var report: PartID?
  /// Where the history of each part stood that the reader may read.
  package var frontiers: [PartID: [EventID]]
  /// What the person gave as reason; the family's answer, where it had none to add before its time
  /// was over.
  package var reason: String?
  /// Rules of the check that were overridden, with `reason`.
  package var overridden: [String]

  package init(
    entry: UInt64, kind: Kind, date: CivilDate, number: Int? = nil,
    fingerprint: Fingerprint? = nil, account: String = "", name: String = "",
    report: PartID? = nil, frontiers: [PartID: [EventID]] = [:], reason: String? = nil,
    overridden: [String] = []
  ) {
    self.entry = entry
    self.kind = kind
    self.date = date
    self.number = number
    self.fingerprint = fingerprint
    self.account = account
    self.name = name
    self.report = report
    self.frontiers = frontiers
    self.reason = reason
    self.overridden = overridden
  }
}

extension Sequence<OfficialAct> {
  /// The draft that is with the family: the last one served since the last issue or reopening.
  package var servedDraft: OfficialAct? {
    reduce(nil) { served, act in
      switch act.kind {
      case .draftServed: act
      case .draftReopened, .planIssued, .amendmentOpened: nil
      case .adviceSigned: served
      }
    }
  }

  /// The last draft that was served, whatever came of it.
  package var lastServed: OfficialAct? { reduce(nil) { $1.kind == .draftServed ? $1 : $0 } }

  /// The plan in force: the last one issued.
  package var issued: OfficialAct? { reduce(nil) { $1.kind == .planIssued ? $1 : $0 } }

  /// The reports that are signed.
  package var signedReports: Set<PartID> {
    Set(compactMap { $0.kind == .adviceSigned ? $0.report : nil })
  }
}
