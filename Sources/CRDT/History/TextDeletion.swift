/// Who took a stretch of text out: one event for each of its scalars, in the order they stand or, where
/// it was backspaced, against it.
package struct TextDeletion: Hashable, Sendable {
  /// The event that deleted the stretch's first scalar.
  package let first: EventID
  /// Whether each next scalar was deleted by the event before, instead of the one after.
  package let isBackward: Bool

  package init(first: EventID, isBackward: Bool) {
    self.first = first
    self.isBackward = isBackward
  }

  /// The event that deleted the scalar `offset` scalars on.
  package func event(at offset: Int) -> EventID {
    first.advanced(by: isBackward ? -offset : offset)
  }

  /// The same deletion, told from `offset` scalars on.
  package func advanced(by offset: Int) -> TextDeletion {
    TextDeletion(first: event(at: offset), isBackward: isBackward)
  }
}

extension EventID {
  /// The same agent's event so many later, or earlier.
  func advanced(by distance: Int) -> EventID {
    EventID(agent: agent, sequence: sequence &+ UInt64(bitPattern: Int64(distance)))
  }
}
