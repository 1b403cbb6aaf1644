/// A day that the law counts from or towards: "request received", "draft served".
package struct MilestoneTemplate: Hashable, Sendable {
  /// As in `draft-served`.
  package var id: String
  /// Where it is recorded: a part's own field of the kind date.
  package var part: PartID
  package var field: String
  /// Milestones it cannot come before.
  package var after: [String]
  /// Whether it is set ahead of time, as a meeting is; any other is a fact and lies in the past.
  package var isPlanned: Bool

  package init(
    id: String, part: PartID, field: String, after: [String] = [], isPlanned: Bool = false
  ) {
    self.id = id
    self.part = part
    self.field = field
    self.after = after
    self.isPlanned = isPlanned
  }
}
