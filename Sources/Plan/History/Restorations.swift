package import CRDT

/// Every restoration of one part: which words are older than the event that wrote them.
package struct Restorations: Sendable {
  /// By the events that put words back: the event that first wrote them before.
  private let links: StretchIndex<EventID>
  /// The same links, by the agent that first wrote the words.
  private var later: [AgentID: [RestorationLink]] = [:]
  private var count = 0

  var isEmpty: Bool { count == 0 }

  package init(of document: Document) {
    let all = RestorationLink.all(in: document)
    links = StretchIndex(all.map { ($0.replacement, $0.original) })
    for link in all {
      later[link.original.agent, default: []].append(link)
      count += 1
    }
  }

  /// The event that first wrote a scalar: the event itself, unless it put the scalar back.
  ///
  /// - Complexity: O(times it was put back · log links). Ends on any input.
  package func origin(of event: EventID) -> EventID {
    if isEmpty { return event }
    var event = event
    for _ in 0...count {
      guard let earlier = original(of: event) else { return event }
      event = earlier
    }
    return event
  }

  /// The events that a scalar was written by, this one first, its origin last.
  func lives(of event: EventID) -> [EventID] {
    var lives = [event]
    while lives.count <= count + 1, let earlier = original(of: lives[lives.count - 1]) {
      lives.append(earlier)
    }
    return lives
  }

  /// The event by which a deleted scalar stands again, if it was put back; otherwise the event itself.
  /// Where it stands more than once, the least of them.
  package func standing(_ event: EventID, in history: TextHistory) -> EventID {
    if later.isEmpty || history.position(of: event)?.isVisible == true { return event }
    var pending = replacements(of: event)
    var seen = Set(pending)
    while !pending.isEmpty {
      pending.sort(by: >)
      let next = pending.removeLast()
      if history.position(of: next)?.isVisible == true { return next }
      pending += replacements(of: next).filter { seen.insert($0).inserted }
    }
    return event
  }

  private func replacements(of event: EventID) -> [EventID] {
    (later[event.agent] ?? []).compactMap { link in
      let original = EventStretch(first: link.original, count: link.replacement.count)
      return original.offset(of: event).map { link.replacement.event(at: $0) }
    }
  }

  private func original(of event: EventID) -> EventID? {
    guard let link = links.entry(holding: event), let offset = link.stretch.offset(of: event)
    else { return nil }
    return EventID(agent: link.value.agent, sequence: link.value.sequence &+ offset)
  }
}
