extension BatchContents {
  /// The same work under a fresh agent: for a device that finds its agent's name in use elsewhere.
  ///
  /// Events of `old` from `first` on, in this batch and in what it names, become events of `new`
  /// counted from zero; everything else stays.
  package func renaming(from old: AgentID, first: UInt64, to new: AgentID) -> BatchContents {
    func renamed(_ event: EventID) -> EventID {
      guard event.agent == old, event.sequence >= first else { return event }
      return EventID(agent: new, sequence: event.sequence - first)
    }
    var result = self
    if agent == old, self.first >= first {
      result.agent = new
      result.first = self.first - first
    }
    for index in pieces.indices {
      result.pieces[index].parents = pieces[index].parents.map(renamed)
    }
    for index in targets.indices {
      let address = targets[index].address
      result.targets[index].address = ObjectAddress(
        record: address.record.map(renamed), key: address.key)
    }
    for index in runs.indices { result.runs[index].moved = runs[index].moved.map(renamed) }
    for index in values.indices {
      if case .identifier(let event) = values[index] {
        result.values[index] = .identifier(renamed(event))
      }
    }
    return result
  }

  /// The batch as it is stored and sent, unsigned.
  ///
  /// - Parameter seed: hides what is written here; nil leaves it covered as it is.
  package func stored(seed: ContentSeed? = nil) -> StoredBatch {
    var contents = self
    if let seed, case .seal = cover { contents.cover = .seal(.session(seed)) }
    return StoredBatch(
      agent: agent, first: first, count: UInt32(count), payload: contents.encoded())
  }
}
