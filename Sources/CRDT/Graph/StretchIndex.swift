/// Finds the stretch of one agent's events that an event lies in, and what is known of it.
package struct StretchIndex<Value: Sendable>: Sendable {
  package struct Entry: Sendable {
    package var stretch: EventStretch
    package var value: Value
  }

  /// For each agent its stretches, by first event.
  private var entries: [AgentID: [Entry]] = [:]

  /// - Parameter stretches: of which no two should share an event; where two do, the one that begins
  ///   later is found.
  /// - Complexity: O(n log n).
  package init(_ stretches: some Sequence<(EventStretch, Value)>) {
    for (stretch, value) in stretches {
      entries[stretch.first.agent, default: []].append(Entry(stretch: stretch, value: value))
    }
    for agent in entries.keys { entries[agent]?.sort { $0.stretch.first < $1.stretch.first } }
  }

  /// The stretch that holds an event; nil if none does. O(log n).
  package func entry(holding event: EventID) -> Entry? {
    guard let all = entries[event.agent] else { return nil }
    var low = 0
    var high = all.count
    while low < high {
      let middle = (low + high) / 2
      if all[middle].stretch.first.sequence <= event.sequence {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low > 0, all[low - 1].stretch.contains(event) else { return nil }
    return all[low - 1]
  }
}
