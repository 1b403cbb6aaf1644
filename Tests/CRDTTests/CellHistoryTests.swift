import CRDT
import TestSupport
import Testing

/// What was written to values, sets, records and their places, beside a list of every operation.
@Suite struct CellHistoryTests {
  private struct Write: Hashable {
    var event: EventID
    var value: RegisterValue
  }

  @Test(arguments: 1...60)
  func `the history of the cells that some events wrote has all their writes`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    var replicas = (0..<3).map {
      RecordReplica(agent: AgentID(high: UInt64($0) ^ seed, low: random.next()))
    }
    for _ in 0..<80 {
      let one = Int.random(in: 0..<3, using: &random)
      let other = Int.random(in: 0..<3, using: &random)
      if one != other, random.chance(oneIn: 5) {
        let source = replicas[other]
        try replicas[one].merge(source, atOnce: true)
      } else {
        try replicas[one].edit(&random)
      }
    }
    let source = replicas[1]
    try replicas[0].merge(source, atOnce: true)
    var document = replicas[0].document
    // Read from a file, with what was asked before, and with newer work behind it.
    var opened = try Document(trusting: document.saved())
    for round in 0..<3 {
      let batches = document.contents(after: VersionVector())
      let twin = Self.writes(in: batches)
      for document in [document, opened] {
        try compare(document, with: twin, of: batches, &random, "seed \(seed), round \(round)")
      }
      let known = document.versionVector
      for _ in 0..<10 { try replicas[2].edit(&random) }
      let news = replicas[2].document.contents(after: known)
      try document.receive(news)
      try opened.receive(news)
    }
  }

  private func compare(
    _ document: Document, with twin: [Cell: Set<Write>], of batches: [BatchContents],
    _ random: inout SeededGenerator, _ note: Comment
  ) throws {
    let stretches = batches.filter { _ in random.chance(oneIn: 3) }.map {
      EventStretch(first: EventID(agent: $0.agent, sequence: $0.first), count: UInt64($0.count))
    }
    let history = document.cellHistory(ofCellsWrittenBy: stretches)
    var found: [Cell: Set<Write>] = [:]
    for entry in history.entries {
      try #require(found[entry.cell] == nil, note)
      found[entry.cell] = Set(
        entry.writes.map { write in
          if case .membership = entry.cell { return Write(event: write.event, value: .none) }
          return Write(event: write.event, value: write.value)
        })
      // None before what it was made upon.
      for (index, write) in entry.writes.enumerated() {
        let later = entry.writes[..<index].contains {
          document.happened(write.event, before: $0.event)
        }
        #expect(!later, note)
      }
    }
    for (cell, writes) in found { #expect(writes == twin[cell], note) }
    for (cell, writes) in twin
    where writes.contains(where: { write in stretches.contains { $0.contains(write.event) } }) {
      #expect(found[cell] == writes, note)
    }
    for case .register(let address) in twin.keys {
      let shown = document.register(at: address).first?.value ?? .none
      #expect(document.value(ofRegister: address.key, in: address.record) == shown, note)
    }
  }

  private static func writes(in batches: [BatchContents]) -> [Cell: Set<Write>] {
    var writes: [Cell: Set<Write>] = [:]
    for operation in batches.flatMap(\.summaries) {
      let value = operation.value ?? .none
      let (cell, written): (Cell?, RegisterValue) =
        switch operation.action {
        case .editText: (nil, .none)
        case .setField: (.register(operation.address), value)
        case .deleteOrRestore: (operation.address.record.map { .isAlive($0) }, value)
        case .createRecord(let record), .moveRecord(let record): (.place(record), .none)
        // Whether it was added or removed the summary does not say: the event tells writes apart.
        case .changeSet: (.membership(value, operation.address), .none)
        }
      if let cell {
        writes[cell, default: []].insert(Write(event: operation.event, value: written))
      }
    }
    return writes
  }
}
