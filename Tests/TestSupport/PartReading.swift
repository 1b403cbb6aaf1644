package import CRDT

/// A record of a list as a reader sees it, from the engine or its twin.
package struct ShownRecord: Hashable {
  package var id: EventID
  package var deletions: [EventID]
  package var edits: [EventID]

  package init(id: EventID, deletions: [EventID], edits: [EventID]) {
    self.id = id
    self.deletions = deletions
    self.edits = edits
  }
}

/// Everything that can be read from a part, the same questions to the engine and to its twin.
package protocol PartReading {
  func string(at address: ObjectAddress) -> String
  /// The value to show first, each with the write it came by.
  func values(at address: ObjectAddress) -> [(RegisterValue, EventID)]
  func members(at address: ObjectAddress) -> [RegisterValue]
  func shownRecords(at address: ObjectAddress) -> [ShownRecord]
  /// Sorted by id: the order of deletion differs from replica to replica.
  func hiddenRecords(at address: ObjectAddress) -> [EventID]
}

/// The objects of the parts that tests write: at the root and in every record one of each kind.
package enum TestPart {
  package static func body(_ record: EventID? = nil) -> ObjectAddress {
    ObjectAddress(record: record, key: "body")
  }

  package static func level(_ record: EventID? = nil) -> ObjectAddress {
    ObjectAddress(record: record, key: "level")
  }

  package static func links(_ record: EventID? = nil) -> ObjectAddress {
    ObjectAddress(record: record, key: "links")
  }

  package static func items(_ record: EventID? = nil) -> ObjectAddress {
    ObjectAddress(record: record, key: "items")
  }
}

extension PartReading {
  /// Everything there is to read, a line each; texts as bytes, so that no two spellings look alike.
  package func dump() -> [String] {
    var lines: [String] = []
    var pending: [(record: EventID?, path: String)] = [(nil, "")]
    while let (record, path) = pending.popLast() {
      lines.append("\(path)/body \(Array(string(at: TestPart.body(record)).utf8))")
      for (value, event) in values(at: TestPart.level(record)) {
        lines.append("\(path)/level \(value) by \(event)")
      }
      for value in members(at: TestPart.links(record)) { lines.append("\(path)/links \(value)") }
      for shown in shownRecords(at: TestPart.items(record)) {
        lines.append("\(path)/items \(shown.id) -\(shown.deletions) +\(shown.edits)")
        pending.append((shown.id, "\(path)/\(shown.id)"))
      }
      for hidden in hiddenRecords(at: TestPart.items(record)) {
        lines.append("\(path)/deleted \(hidden)")
        pending.append((hidden, "\(path)/\(hidden)"))
      }
    }
    return lines
  }
}

extension Document: PartReading {
  package func values(at address: ObjectAddress) -> [(RegisterValue, EventID)] {
    register(at: address).map { ($0.value, $0.event) }
  }

  package func members(at address: ObjectAddress) -> [RegisterValue] { set(at: address) }

  package func shownRecords(at address: ObjectAddress) -> [ShownRecord] {
    records(inListAt: address).map {
      ShownRecord(id: $0.id, deletions: $0.contestedDeletions, edits: $0.contestingEdits)
    }
  }

  package func hiddenRecords(at address: ObjectAddress) -> [EventID] {
    deletedRecords(inListAt: address).sorted()
  }

  /// Every scalar ever written in a text, in order, with the deletions of it: one line each, however
  /// the replica at hand holds them as runs.
  package func historyDump(at address: ObjectAddress) -> [String] {
    textHistory(at: address).runs.flatMap { run in
      zip(0..., run.text.unicodeScalars).map { offset, scalar in
        let id = EventID(agent: run.first.agent, sequence: run.first.sequence + UInt64(offset))
        return "\(id) \(scalar.value) \(run.isVisible)"
      }
    }
  }
}
