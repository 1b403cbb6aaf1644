import CRDT
import TestSupport
import Testing

@Suite struct VersionTests {
  /// Two replicas write and exchange; what each held at every step is written down, and read back
  /// from one of them at the end.
  @Test(arguments: 1...60)
  func `every moment that ever was can be read again`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let address = ObjectAddress(key: "text")
    var replicas = [Document(), Document()]
    for index in replicas.indices {
      replicas[index].begin(as: AgentID(high: UInt64(index), low: random.next()))
    }
    var moments: [(heads: [EventID], dump: [String])] = []
    for _ in 0..<40 {
      let one = Int.random(in: 0...1, using: &random)
      if random.chance(oneIn: 5) {
        let known = replicas[one].versionVector
        for batch in replicas[1 - one].batches(after: known) { try replicas[one].receive(batch) }
      } else {
        let text = try replicas[one].text(at: address)
        let length = replicas[one].length(of: text)
        if length > 0 && random.chance(oneIn: 3) {
          let position = Int.random(in: 0..<length, using: &random)
          try replicas[one].delete(at: position, length: 1, in: text)
        } else {
          let position = Int.random(in: 0...length, using: &random)
          try replicas[one].insert("né ", at: position, in: text)
        }
        if random.chance(oneIn: 6) {
          let record = try replicas[one].insertRecord(inListAt: ObjectAddress(key: "list"), at: 0)
          try replicas[one].set(.integer(7), at: ObjectAddress(record: record, key: "number"))
          if random.chance(oneIn: 2) { try replicas[one].deleteRecord(record) }
        }
      }
      moments.append((replicas[one].frontier, replicas[one].dump()))
    }
    for batch in replicas[1].batches(after: replicas[0].versionVector) {
      try replicas[0].receive(batch)
    }
    for (heads, dump) in moments {
      let past = try replicas[0].version(at: heads)
      #expect(past.dump() == dump, "seed \(seed)")
      #expect(past.frontier == heads, "seed \(seed)")
      // Loading checks that the history makes the state.
      #expect(try Document(loading: past.saved(.quick)).dump() == dump, "seed \(seed)")
    }
  }

  @Test func `an earlier version is a branch to write on, and joins again`() throws {
    let address = ObjectAddress(key: "text")
    var document = Document()
    document.begin(as: AgentID(high: 1, low: 1))
    var text = try document.text(at: address)
    try document.insert("She reads.", at: 0, in: text)
    let moment = document.frontier
    try document.insert(" She writes.", at: 10, in: text)
    var branch = try document.version(at: moment)
    #expect(branch.string(at: address) == "She reads.")
    branch.begin(as: AgentID(high: 2, low: 2))
    text = try branch.text(at: address)
    try branch.insert(" well", at: 9, in: text)
    for batch in branch.batches(after: document.versionVector) { try document.receive(batch) }
    #expect(document.string(at: address) == "She reads well. She writes.")
  }

  @Test func `a moment that is not held is named`() throws {
    let stranger = EventID(agent: AgentID(high: 8, low: 8), sequence: 3)
    #expect(throws: DocumentError.missingParents([stranger])) {
      try Document().version(at: [stranger])
    }
  }
}
