package import CRDT

/// What one person did in one part at a stroke: what she may undo as one.
package struct PartStroke: Hashable, Sendable {
  /// The stroke's name on this device.
  package var id: Int64
  /// The stroke that this one undid, if it is an undoing, or whose undoing it took back.
  package var reverses: Int64?
  /// Her events, in the order they were made. Not empty.
  package var stretches: [EventStretch]

  package init(id: Int64, reverses: Int64? = nil, stretches: [EventStretch]) {
    self.id = id
    self.reverses = reverses
    self.stretches = stretches
  }

  package func contains(_ event: EventID) -> Bool {
    stretches.contains { $0.contains(event) }
  }
}

/// What an undoing had to leave as it is, because other people's work rests on it.
package enum UndoObstacle: Hashable, Sendable {
  /// The record holds others' work.
  case othersWork(Place, by: [AgentID])
  /// Somebody has written another value since.
  case writtenSince(Place, by: AgentID)
}
