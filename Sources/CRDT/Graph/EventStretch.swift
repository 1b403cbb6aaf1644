/// Some of one agent's events in a row.
package struct EventStretch: Hashable, Sendable {
  package var first: EventID
  package var count: UInt64

  package init(first: EventID, count: UInt64) {
    self.first = first
    self.count = count
  }

  package func contains(_ event: EventID) -> Bool { offset(of: event) != nil }

  /// How many events of the stretch come before `event`; nil where it is none of them.
  package func offset(of event: EventID) -> UInt64? {
    guard event.agent == first.agent, event.sequence >= first.sequence,
      event.sequence - first.sequence < count
    else { return nil }
    return event.sequence - first.sequence
  }

  /// The event after `offset` others of the stretch.
  package func event(at offset: UInt64) -> EventID {
    EventID(agent: first.agent, sequence: first.sequence &+ offset)
  }
}

extension StoredBatch {
  /// The events the batch holds.
  package var stretch: EventStretch {
    EventStretch(first: EventID(agent: agent, sequence: first), count: UInt64(count))
  }
}
