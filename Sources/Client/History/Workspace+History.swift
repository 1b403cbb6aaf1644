import CRDT
package import Plan

extension Workspace {
  /// What happened in the plan, newest first; what only this device has before all else.
  ///
  /// What one person did at one sitting is one entry: nobody cares for keystrokes.
  ///
  /// - Parameters:
  ///   - parts: these parts only; nil for all.
  ///   - isWanted: what to tell of.
  /// - Complexity: O(history of the parts).
  package func history(
    of plan: OpenPlan, parts: [PartID]? = nil, where isWanted: (PartChange) -> Bool = { _ in true }
  ) throws(ClientError) -> [HistoryEntry] {
    let authors = try authors(of: plan)
    var single: [HistoryEntry] = []
    for id in parts ?? plan.parts {
      let part = try part(id, of: plan)
      let entries = try times(of: id, in: plan).entries.filter {
        part.document.contains($0.stretch.first)
      }
      let told = PartChanges(of: part, strokes: entries.map { [$0.stretch] }).changes
      for (entry, changes) in zip(entries, told) {
        let wanted = changes.filter(isWanted)
        if wanted.isEmpty { continue }
        single.append(
          HistoryEntry(
            author: entry.stretch.first.agent, time: entry.time, isStored: entry.isStored,
            changes: wanted))
      }
    }
    // Where times are equal, the order within a part stays: its log is in the order of time.
    let sorted = single.enumerated().sorted { left, right in
      let (one, other) = (left.element, right.element)
      if one.isStored != other.isStored { return one.isStored }
      return (one.time, left.offset) < (other.time, right.offset)
    }.map(\.element)
    var grouped: [HistoryEntry] = []
    for entry in sorted {
      let person = authors[entry.author]?.account
      if let last = grouped.last, last.isStored == entry.isStored,
        entry.time - last.time <= Self.sitting,
        last.author == entry.author
          || person != nil && authors[last.author]?.account == person
      {
        grouped[grouped.count - 1].append(entry)
      } else {
        grouped.append(entry)
      }
    }
    return grouped.map(\.settled).filter { !$0.changes.isEmpty }.reversed()
  }

  /// What one person does with no longer pause than this is one sitting: ten minutes, in milliseconds.
  private static let sitting: Int64 = 600_000
}

extension HistoryEntry {
  /// Without what was changed and changed back.
  fileprivate var settled: HistoryEntry {
    var settled = self
    settled.changes = changes.filter { change in
      switch change.what {
      case .value(let before, let after): before != after
      case .links(let added, let removed): !added.isEmpty || !removed.isEmpty
      case .text(let added, let removed): added > 0 || removed > 0
      default: true
      }
    }
    return settled
  }
}
