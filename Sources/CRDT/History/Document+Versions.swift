/// The document as it was.
extension Document {
  /// The document as it was at an earlier moment, or on one branch of its history: everything in the
  /// past of `heads` and nothing else. It can be read, compared, and written on like any other.
  ///
  /// Nothing is merged again: what the texts said is read off their spines, and the order of a list's
  /// slots never changes.
  ///
  /// - Throws: `missingParents` where a head is not held; `gap` where an author of that past wrote
  ///   without knowledge of her own work, which no document can hold without the rest.
  /// - Complexity: O(operation runs + what was ever written in the texts).
  package func version(at heads: [EventID]) throws(DocumentError) -> Document {
    let events = try eventSet(historyOf: heads)
    let log = wholeLog(keeping: true)
    var past = Document()
    try copyGraph(events, to: &past)
    let objects = copyLog(events, log, to: &past)
    for (object, copy) in objects.enumerated() where copy >= 0 {
      switch self.objects.kind(object) {
      case .text:
        past.texts[past.objects.slots[copy]] = text(ofObject: object, in: events, log)
      case .list:
        let slots = lists[self.objects.slots[object]].slots
        past.lists[past.objects.slots[copy]].slots = slots.compactMap { slot in
          guard let version = events.position(of: slot.version),
            let record = events.position(of: slot.record)
          else { return nil }
          return ListState.Slot(version: version, record: record)
        }
      case .register, .set, .alive: break
      }
    }
    past.index(0..<past.ownGraph.count)
    // What is erased was not copied.
    past.hasNewErasures = false
    return past
  }

  /// Who made what upon what, among `events`.
  private func copyGraph(_ events: EventSet, to past: inout Document) throws(DocumentError) {
    for range in events.ranges {
      var version = range.lowerBound
      while version < range.upperBound {
        let run = graph.runRange(graph.runIndex(of: version))
        let end = min(run.upperBound, range.upperBound, graph.spanEnd(containing: version))
        let (author, sequence) = graph.author(at: version)
        let agent = past.ownGraph.intern(graph.agents[author])
        let expected = past.ownGraph.nextSequence(ofAgentAt: agent)
        guard sequence == expected else {
          throw .gap(agent: graph.agents[author], expected: UInt64(expected))
        }
        past.ownGraph.append(
          length: end - version, agent: agent,
          parents: graph.parents(of: version).compactMap { events.position(of: $0) })
        version = end
      }
    }
  }

  /// The operations among `events`.
  ///
  /// - Returns: for each object its number in the copy; −1 where it has none.
  private func copyLog(
    _ events: EventSet, _ log: OperationLog, to past: inout Document
  ) -> [Int] {
    var copies = [Int](repeating: -1, count: objects.count)
    for range in events.ranges {
      var version = range.lowerBound
      var index = log.runIndex(of: version)
      while version < range.upperBound {
        let run = log.clipped(index, to: version..<range.upperBound)
        if copies[run.object] < 0 {
          copies[run.object] = past.intern(
            record: objects.record(run.object).flatMap { events.position(of: $0) },
            key: objects.key(run.object), kind: objects.kind(run.object))
        }
        let record = run.kind == .slot ? events.position(of: run.payload) : nil
        past.log.append(run, of: log, object: copies[run.object], record: record ?? run.start)
        version += run.length
        index += 1
      }
    }
    return copies
  }

  private func text(
    ofObject object: Int, in events: EventSet, _ log: OperationLog
  ) -> TextBuffer {
    var utf8: [UInt8] = []
    var scalars = 0
    spine(of: Text(object: object)).forEachPiece { piece in
      var rest = piece
      while rest.length > 0 {
        let (isVisible, length) = rest.visibility(in: events)
        if isVisible {
          log.appendText(rest.first..<rest.first + length, to: &utf8)
          scalars += length
        }
        rest = rest.advanced(by: length)
      }
      return true
    }
    return TextBuffer(utf8, scalars: scalars)
  }

  /// The text at an address as it was in an earlier version, or on one branch of history.
  ///
  /// - Throws: `missingParents` where a head is not held.
  /// - Complexity: O(everything ever written in the text + linear runs of history).
  package func string(
    at address: ObjectAddress, asOf heads: [EventID]
  ) throws(DocumentError) -> String {
    let events = try eventSet(historyOf: heads)
    guard let object = find(address, .text) else { return "" }
    return text(ofObject: object, in: events, wholeLog(keeping: true)).string
  }

  func eventSet(historyOf heads: [EventID]) throws(DocumentError) -> EventSet {
    let versions = heads.compactMap { graph.version(of: $0) }
    if versions.count < heads.count { throw .missingParents(heads.filter { !contains($0) }) }
    return EventSet(historyOf: versions, in: graph)
  }
}
