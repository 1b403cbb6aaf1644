/// Where in a batch's content its events stand.
extension BatchContents {
  /// The values erased, by index, and what they were.
  var erasedValues: [Int: ValueKind] {
    if case .pieces(_, _, _, let kinds) = cover { kinds } else { [:] }
  }

  /// Where in the content the given events stand: the places of values among its values, and ranges of
  /// its text in scalars.
  package func contentPlaces(
    of events: [Range<UInt64>]
  ) -> (values: Set<Int>, text: [Range<Int>]) {
    var places = Set<Int>()
    var place = 0
    for (sequence, run) in sequencedRuns where contentKind(run) != nil {
      if events.contains(where: { $0.contains(sequence) }) { places.insert(place) }
      place += 1
    }
    var text: [Range<Int>] = []
    for stretch in stretches {
      for range in events {
        let clipped = range.clamped(to: stretch.events)
        if clipped.isEmpty { continue }
        let start = stretch.scalar + Int(clipped.lowerBound - stretch.events.lowerBound)
        text.append(start..<start + clipped.count)
      }
    }
    return (places, text)
  }

  /// The events of what stands at `scalars` of the inserted text.
  package func events(ofText scalars: Range<Int>) -> [Erasure] {
    var stretches = self.stretches[...]
    return Self.events(scalars, of: &stretches).map { Erasure(agent: agent, events: $0) }
  }

  // MARK: -

  /// An insertion: its events, and where in the inserted text its first scalar stands.
  private struct Stretch {
    var events: Range<UInt64>
    var scalar: Int
  }

  private var stretches: [Stretch] {
    var scalar = 0
    return sequencedRuns.compactMap { sequence, run in
      guard run.kind == .insert else { return nil }
      defer { scalar += run.length }
      return Stretch(events: sequence..<sequence + UInt64(run.length), scalar: scalar)
    }
  }

  private var sequencedRuns: [(sequence: UInt64, run: Run)] {
    var sequence = first
    return runs.map { run in
      defer { sequence += UInt64(run.length) }
      return (sequence, run)
    }
  }

  /// Ranges asked for one after the other, so what lies before them is done with.
  private static func events(
    _ scalars: Range<Int>, of stretches: inout ArraySlice<Stretch>
  ) -> [Range<UInt64>] {
    var events: [Range<UInt64>] = []
    while let stretch = stretches.first, stretch.scalar < scalars.upperBound {
      let end = stretch.scalar + stretch.events.count
      let clipped = scalars.clamped(to: stretch.scalar..<end)
      if !clipped.isEmpty {
        let start = stretch.events.lowerBound + UInt64(clipped.lowerBound - stretch.scalar)
        events.append(start..<start + UInt64(clipped.count))
      }
      if end > scalars.upperBound { break }
      stretches.removeFirst()
    }
    return events
  }
}

extension RegisterValue {
  /// What stands in a register once what a person wrote there is erased.
  var erased: RegisterValue {
    switch self {
    case .text: .text(String(BatchContent.erasedScalar))
    case .integer: .none
    case .none, .flag, .identifier: self
    }
  }
}
