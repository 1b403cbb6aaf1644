import Plan
import Store

/// What the server keeps in mind of every plan for the sake of the others: the child's names, and
/// marks of its passages. In memory only, and gone when the process ends.
actor PlanMarkings {
  struct Marking: Sendable {
    /// Where each part's log ended when it was read.
    var cursors: [String: UInt64]
    var names: OtherChildren.Names?
    var passages: PassageIndex.PlanMarks
  }

  private var markings: [PlanIdentifier: Marking] = [:]

  /// The marking of a plan, if nothing was added to it since.
  func marking(of plan: PlanIdentifier, at cursors: [String: UInt64]) -> Marking? {
    markings[plan].flatMap { $0.cursors == cursors ? $0 : nil }
  }

  func keep(_ marking: Marking, of plan: PlanIdentifier) { markings[plan] = marking }

  /// Forgets plans that are not among `plans`: those that were erased.
  func retain(_ plans: Set<PlanIdentifier>) {
    markings = markings.filter { plans.contains($0.key) }
  }
}
