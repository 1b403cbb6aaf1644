package import CRDT

/// A replica of a part with everything in it, and its twin beside it: every edit goes to both.
package struct RecordReplica {
  package var document = Document()
  package var twin = RecordTwin()
  package let agent: AgentID
  /// Each edit as a batch of its own, in the order made.
  package private(set) var edits: [BatchContents] = []

  package init(agent: AgentID) {
    self.agent = agent
    document.begin(as: agent)
  }

  private var next: EventID { EventID(agent: agent, sequence: document.versionVector[agent]) }

  /// Takes in what the other has: in one go, or batch by batch.
  package mutating func merge(_ other: RecordReplica, atOnce: Bool) throws {
    let batches = other.document.contents(after: document.versionVector)
    if atOnce {
      try document.receive(batches)
    } else {
      for batch in batches { try document.receive(batch.stored()) }
    }
    twin.merge(other.twin)
  }

  // MARK: Edits

  package mutating func edit(_ random: inout SeededGenerator) throws {
    let known = document.versionVector
    let everyone = records
    let record = random.chance(oneIn: 3) ? nil : everyone.randomElement(using: &random)
    switch Int.random(in: 0..<20, using: &random) {
    case 0..<5: try insertText(in: TestPart.body(record), &random)
    case 5..<8: try deleteText(in: TestPart.body(record), &random)
    case 8..<10:
      let value = RegisterValue.integer(Int64.random(in: 0..<100, using: &random))
      twin.set(value, at: TestPart.level(record), id: next)
      try document.set(value, at: TestPart.level(record))
    case 10..<12:
      let value = RegisterValue.integer(Int64.random(in: 0..<4, using: &random))
      twin.add(value, toSetAt: TestPart.links(record), id: next)
      try document.add(value, toSetAt: TestPart.links(record))
    case 12:
      let value = RegisterValue.integer(Int64.random(in: 0..<4, using: &random))
      twin.remove(value, fromSetAt: TestPart.links(record), id: next)
      try document.remove(value, fromSetAt: TestPart.links(record))
    case 13..<15: try create(in: TestPart.items(record), &random)
    case 15..<17: if let record { try move(record, &random) }
    case 17..<19:
      guard let record else { break }
      twin.stand(record, false, id: next)
      try document.deleteRecord(record)
    default:
      guard let record else { break }
      twin.stand(record, true, id: next)
      try document.restoreRecord(record)
    }
    edits += document.contents(after: known)
  }

  /// Every record held, deleted ones included.
  private var records: [EventID] {
    var found: [EventID] = []
    var pending = [TestPart.items()]
    while let list = pending.popLast() {
      let here =
        document.records(inListAt: list).map(\.id) + document.deletedRecords(inListAt: list)
      found += here
      pending += here.map { TestPart.items($0) }
    }
    return found.sorted()
  }

  private mutating func insertText(
    in address: ObjectAddress, _ random: inout SeededGenerator
  ) throws {
    let handle = try document.text(at: address)
    let position = Int.random(in: 0...document.length(of: handle), using: &random)
    let word = ["a", "bc", "é", "😀", "x\u{301}"].randomElement(using: &random) ?? "a"
    twin.insert(word, at: position, in: address, first: next)
    try document.insert(word, at: position, in: handle)
  }

  private mutating func deleteText(
    in address: ObjectAddress, _ random: inout SeededGenerator
  ) throws {
    let handle = try document.text(at: address)
    let length = document.length(of: handle)
    if length == 0 { return }
    let position = Int.random(in: 0..<length, using: &random)
    let count = Int.random(in: 1...min(3, length - position), using: &random)
    twin.delete(at: position, length: count, in: address, first: next)
    try document.delete(at: position, length: count, in: handle)
  }

  private mutating func create(
    in address: ObjectAddress, _ random: inout SeededGenerator
  ) throws {
    let index = Int.random(in: 0...document.records(inListAt: address).count, using: &random)
    twin.insertRecord(inListAt: address, at: index, id: next)
    _ = try document.insertRecord(inListAt: address, at: index)
  }

  private mutating func move(_ record: EventID, _ random: inout SeededGenerator) throws {
    guard let list = document.list(ofRecord: record) else { return }
    let others = document.records(inListAt: list).count { $0.id != record }
    let index = Int.random(in: 0...others, using: &random)
    twin.moveRecord(record, to: index, id: next)
    try document.moveRecord(record, to: index)
  }
}
