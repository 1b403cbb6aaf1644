/// Passages of many plans, as marks that cannot be read back.
///
/// It says how much of a passage stands in some other plan, and neither in which nor what else.
package struct PassageIndex: Sendable {
  /// The marks of one plan's passages.
  package struct PlanMarks: Sendable {
    fileprivate let marks: Set<UInt64>

    /// - Complexity: O(words).
    package init(_ plan: PlanView) {
      let details = plan.part(Sections.details)
      var names: TermSet = []
      for key in ["forename", "surname", "known-as"] {
        names.formUnion(ScannedText(details?.text(key) ?? "").words.map(\.term))
      }
      let child = Shingles.child(named: names)
      var marks: Set<UInt64> = []
      for text in CheckedText.all(in: plan.parts) where text.kind == .text {
        // One mark in four is enough to know a passage by, and costs a quarter of the memory.
        marks.formUnion(Shingles.marks(of: text.text, child: child).filter(PassageIndex.isKept))
      }
      self.marks = marks
    }
  }

  private let plans: [PlanMarks]

  package init(_ plans: [PlanMarks]) { self.plans = plans }

  fileprivate static func isKept(_ mark: UInt64) -> Bool { mark & 3 == 0 }

  /// How many of the marks stand in the one plan that has most of them, reckoned up from the marks
  /// that are kept. O(marks × plans).
  func mostShared(with marks: Set<UInt64>) -> Int {
    let kept = marks.filter(Self.isKept)
    // Too few to tell a copy from chance.
    guard kept.count >= 3 else { return 0 }
    var most = 0
    for plan in plans {
      most = max(most, kept.reduce(0) { $0 + (plan.marks.contains($1) ? 1 : 0) })
    }
    return most * marks.count / kept.count
  }
}
