/// What a check knows beside the plan itself. Empty on a device; the server fills it.
package struct CheckContext: Sendable {
  /// Names of other children; nil where nobody looked.
  package var otherChildren: OtherChildren?
  /// Passages of other plans; nil where nobody looked.
  package var otherPassages: PassageIndex?
  /// Changes since the draft was served that rest on no representation and no placement; nil where
  /// there is no served draft to compare with.
  package var unexplainedChanges: [UnexplainedChange]?

  /// Whether a plan was issued before this draft: section 38(5) is about first drafts, and regulation
  /// 22, on amendments, does not refer to it.
  package var isAmendment = false

  package init() {}
}
