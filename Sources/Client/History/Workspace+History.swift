import CRDT
package import Plan

extension Workspace {
  /// What to tell of what happened.
  package struct HistoryWish {
    /// These parts only; nil for all.
    package var parts: [PartID]?
    /// One person's sittings only.
    package var account: String?
    /// Sittings that ended at this time or later, in milliseconds since 1970.
    package var since: Int64?
    /// So many sittings at most.
    package var limit = Int.max
    /// The changes of a sitting to tell of.
    package var isWanted: (PartChange) -> Bool = { _ in true }

    package init() {}
  }

  /// What happened in the plan, newest first; what only this device has before all else.
  ///
  /// What one person did at one sitting is one entry: nobody cares for keystrokes.
  ///
  /// Where one person's sittings are asked for, what others did in between ends none of them.
  ///
  /// - Returns: the entries, and whether there may be more of them.
  /// - Complexity: O(log of the parts), and O(history of those parts in which something of what is told
  ///   was done).
  package func history(
    of plan: OpenPlan, _ wish: HistoryWish = HistoryWish()
  ) throws(ClientError) -> (entries: [HistoryEntry], hasMore: Bool) {
    let authors = try authors(of: plan)
    var moments = try moments(of: plan, in: wish.parts ?? plan.parts)
    if let account = wish.account {
      moments = moments.filter { authors[$0.agent]?.account == account }
    }
    // Few sittings are asked for, most often: as much of the end is read as it takes.
    var start = moments.count
    var told: [[PartChange]] = []
    while true {
      let more = wish.limit < 1_000 ? max(64, 3 * (moments.count - start)) : moments.count
      let end = start
      start = max(0, start - more)
      told = try changes(in: moments[start..<end], of: plan) + told
      var sittings = sittings(of: moments[start...], told, authors, wish)
      // The oldest may have begun before.
      if start > 0, !sittings.isEmpty { sittings.removeLast() }
      let oldest = sittings.last
      sittings = sittings.map(\.settled).filter { entry in
        !entry.changes.isEmpty && entry.time >= wish.since ?? .min
      }
      let isPast = oldest.map { $0.isStored && $0.time < wish.since ?? .min } ?? false
      if start == 0 || isPast || sittings.count >= wish.limit {
        let hasMore = sittings.count > wish.limit || (start > 0 && !isPast)
        return (Array(sittings.prefix(wish.limit)), hasMore)
      }
    }
  }

  /// What one person does with no longer pause than this is one sitting: ten minutes, in milliseconds.
  private static let sitting: Int64 = 600_000

  /// One batch of a part's log.
  private struct Moment {
    var part: PartID
    var entry: BatchTimes.Entry

    var agent: AgentID { entry.stretch.first.agent }
  }

  /// Everything that was stored, by time, and what is only here behind it. Where times are equal, the
  /// order within a part stays: its log is in the order of time.
  private func moments(
    of plan: OpenPlan, in parts: [PartID]
  ) throws(ClientError) -> [Moment] {
    var moments: [Moment] = []
    for id in parts {
      let document = try part(id, of: plan).document
      moments += try times(of: id, in: plan).entries
        .filter { document.contains($0.stretch.first) }
        .map { Moment(part: id, entry: $0) }
    }
    return moments.enumerated().sorted { left, right in
      let (one, other) = (left.element.entry, right.element.entry)
      if one.isStored != other.isStored { return one.isStored }
      return (one.time, left.offset) < (other.time, right.offset)
    }.map(\.element)
  }

  /// What was done in each of some moments.
  private func changes(
    in moments: ArraySlice<Moment>, of plan: OpenPlan
  ) throws(ClientError) -> [[PartChange]] {
    var told = moments.map { _ in [PartChange]() }
    for (id, group) in Dictionary(grouping: moments.indices, by: { moments[$0].part }) {
      let strokes = group.map { [moments[$0].entry.stretch] }
      let changes = PartChanges(of: try part(id, of: plan), strokes: strokes).changes
      for (index, change) in zip(group, changes) { told[index - moments.startIndex] = change }
    }
    return told
  }

  /// What was done in some successive moments, of each of which is told what changed, newest first.
  private func sittings(
    of moments: ArraySlice<Moment>, _ told: [[PartChange]], _ authors: [AgentID: Author],
    _ wish: HistoryWish
  ) -> [HistoryEntry] {
    var grouped: [HistoryEntry] = []
    for (moment, changes) in zip(moments, told) {
      let changes = changes.filter(wish.isWanted)
      if changes.isEmpty { continue }
      let entry = HistoryEntry(
        author: moment.agent, time: moment.entry.time, isStored: moment.entry.isStored,
        changes: changes)
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
    return grouped.reversed()
  }
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
