/// An official act that a person may perform on a plan: what has one date and one order before the
/// law, and is therefore an entry in the server's audit log, never an operation.
package enum PlanAct: String, Hashable, Sendable, CaseIterable {
  /// Serves the draft, or the draft amendment, on the parent or young person.
  case serveDraft = "serve-draft"
  /// Takes a served draft back to be worked on and served again.
  case reopenDraft = "reopen-draft"
  /// Issues the served draft as the final plan.
  case issue
  /// Opens a draft amendment beside the issued plan.
  case amend
  /// Writes down what the family said by telephone, by letter or at a meeting, and decides what
  /// the family asked for. Not an entry of its own: it stands in the plan.
  case recordRepresentation = "record-representation"

  /// The phases it may be performed in.
  package var phases: Set<Phase> {
    switch self {
    case .serveDraft: [.gather, .servedDraft, .amend]
    case .reopenDraft, .issue: [.servedDraft]
    case .amend: [.final]
    case .recordRepresentation: [.gather, .servedDraft, .amend]
    }
  }

  /// The phase the plan is in afterwards.
  ///
  /// - Parameter isAmending: whether a final plan was issued before.
  package func phase(isAmending: Bool) -> Phase? {
    switch self {
    case .serveDraft: .servedDraft
    case .reopenDraft: isAmending ? .amend : .gather
    case .issue: .final
    case .amend: .amend
    case .recordRepresentation: nil
    }
  }

  /// What it stands in the plan's record as.
  package var kind: OfficialAct.Kind? {
    switch self {
    case .serveDraft: .draftServed
    case .reopenDraft: .draftReopened
    case .issue: .planIssued
    case .amend: .amendmentOpened
    case .recordRepresentation: nil
    }
  }
}
