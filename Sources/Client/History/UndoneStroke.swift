package import Plan

/// What undoing or doing again changed.
package struct UndoneStroke: Sendable {
  /// What the stroke had done, by part in the plan's order.
  package var changes: [PartChange]
  /// What had to stay, because others' work rests on it.
  package var obstacles: [UndoObstacle]
  /// Whether anything of it was changed.
  package var hasChanged: Bool
}
