/// Some of one agent's events in a row.
package struct EventStretch: Hashable, Sendable {
  package var first: EventID
  package var count: UInt64

  /// What is told by its ends, as in a document that anybody wrote, is no longer than this, so that no
  /// forger's numbers overflow a sum.
  private static let limit: UInt64 = 1 << 24

  package init(first: EventID, count: UInt64) {
    self.first = first
    self.count = count
  }

  /// Nil where the two are not a first and a last event of one agent.
  package init?(first: EventID, last: EventID) {
    guard first.agent == last.agent, first.sequence <= last.sequence,
      last.sequence - first.sequence < Self.limit
    else { return nil }
    self.init(first: first, count: last.sequence - first.sequence + 1)
  }

  /// The last event; there is none where the count is 0.
  package var last: EventID { event(at: count &- 1) }

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

  /// Which of the other stretch's events are of this one too, counted from the other's first; nil where
  /// none is.
  package func overlap(with other: EventStretch) -> Range<Int>? {
    guard other.first.agent == first.agent, count > 0, other.count > 0 else { return nil }
    let low = max(first.sequence, other.first.sequence)
    let high = min(last.sequence, other.last.sequence)
    guard low <= high else { return nil }
    return Int(low - other.first.sequence)..<Int(high - other.first.sequence) + 1
  }

  /// The same events in as few stretches as can be, in order: one form, however a history was cut.
  package static func joined(_ stretches: [EventStretch]) -> [EventStretch] {
    var result: [EventStretch] = []
    for stretch in stretches.sorted(by: { $0.first < $1.first }) {
      guard let last = result.last, last.first.agent == stretch.first.agent,
        stretch.first.sequence - last.first.sequence <= last.count
      else {
        result.append(stretch)
        continue
      }
      let reach = stretch.first.sequence - last.first.sequence + stretch.count
      result[result.count - 1].count = max(last.count, reach)
    }
    return result
  }
}

extension [EventStretch] {
  /// Appends a stretch, to the last one where it goes on there.
  package mutating func append(joining stretch: EventStretch) {
    if let last, stretch.first == last.event(at: last.count) {
      self[count - 1].count += stretch.count
    } else {
      append(stretch)
    }
  }
}

extension StoredBatch {
  /// The events the batch holds.
  package var stretch: EventStretch {
    EventStretch(first: EventID(agent: agent, sequence: first), count: UInt64(count))
  }
}
