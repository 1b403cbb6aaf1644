package import CRDT
package import Plan
import Store

/// When the events of one part were made, as far as this device can know.
package struct BatchTimes: Sendable {
  package struct Entry: Hashable, Sendable {
    package let stretch: EventStretch
    /// Milliseconds since 1 January 1970, UTC: by the server's clock when it took the events in, or,
    /// while only this device has them, by its own when they were made.
    package let time: Int64
    package let isStored: Bool
  }

  /// In an order in which nothing comes before what it was made upon.
  package let entries: [Entry]
  private let index: StretchIndex<Entry>

  init(_ heads: [BatchHead], unsent: Set<UInt64>) {
    entries = heads.map { head in
      Entry(
        stretch: head.stretch, time: head.received.milliseconds,
        isStored: !unsent.contains(head.cursor))
    }
    index = StretchIndex(entries.map { ($0.stretch, $0) })
  }

  /// The entry of an event; nil for one that is not held. O(log batches).
  package func entry(of event: EventID) -> Entry? {
    index.entry(holding: event)?.value
  }

  /// How much of every agent's history is in the entries for which `isIncluded` holds.
  func vector(where isIncluded: (Entry) -> Bool) -> VersionVector {
    var vector = VersionVector()
    for entry in entries where isIncluded(entry) {
      let first = entry.stretch.first
      vector[first.agent] = max(vector[first.agent], first.sequence + entry.stretch.count)
    }
    return vector
  }
}

extension Workspace {
  /// When what a part holds was made. O(batches of the part).
  package func times(of part: PartID, in plan: OpenPlan) throws(ClientError) -> BatchTimes {
    let address = plan.address(part)
    do {
      return BatchTimes(
        try store.heads(of: address), unsent: try store.unsentCursors(of: address))
    } catch { throw ClientError(error) }
  }
}
