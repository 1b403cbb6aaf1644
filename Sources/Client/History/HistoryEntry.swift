package import CRDT
package import Plan

/// What one person did at one sitting.
package struct HistoryEntry: Hashable, Sendable {
  /// One of the agents she wrote as.
  package var author: AgentID
  /// When the last of it reached the server, or, while only this device has it, was made:
  /// milliseconds since 1970.
  package var time: Int64
  package var isStored: Bool
  /// By part in the plan's order, in each in the template's.
  package var changes: [PartChange]
}

extension HistoryEntry {
  /// Takes in what the same person did right after.
  mutating func append(_ other: HistoryEntry) {
    time = max(time, other.time)
    for change in other.changes { append(change) }
  }

  private mutating func append(_ change: PartChange) {
    for (index, earlier) in changes.enumerated().reversed()
    where earlier.place.part == change.place.part {
      guard let both = earlier.followed(by: change) else { continue }
      changes[index] = both
      return
    }
    changes.append(change)
  }
}

extension PartChange {
  /// This change and a later one told as one; nil where they are two.
  fileprivate func followed(by later: PartChange) -> PartChange? {
    if case .recordAdded(let words) = what, place.record == later.place.record {
      switch later.what {
      case .text(let added, let removed):
        return told(as: .recordAdded(words: max(0, words + added - removed)))
      case .value, .links, .recordMoved: return self
      default: return nil
      }
    }
    guard place == later.place else { return nil }
    switch (what, later.what) {
    case (.text(let added, let removed), .text(let more, let fewer)):
      return told(as: .text(added: added + more, removed: removed + fewer))
    case (.value(let before, _), .value(_, let after)):
      return told(as: .value(before: before, after: after))
    case (.links(let added, let removed), .links(let more, let fewer)):
      return told(
        as: .links(
          added: added.filter { !fewer.contains($0) } + more.filter { !removed.contains($0) },
          removed: removed.filter { !more.contains($0) } + fewer.filter { !added.contains($0) }))
    case (.recordMoved, .recordMoved), (.reviewed, .reviewed): return self
    default: return nil
    }
  }

  private func told(as what: What) -> PartChange {
    PartChange(place: place, what: what, title: title)
  }
}
