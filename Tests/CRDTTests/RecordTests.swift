import CRDT
import TestSupport
import Testing

/// Cases of records that went wrong somewhere, or easily could.
@Suite struct RecordTests {
  private let list = TestPart.items()

  /// Replicas that share one record whose body is `body`.
  private func sharing(_ count: Int, body: String = "") throws -> (Replicas, EventID) {
    var replicas = Replicas(count)
    let record = try replicas[0].insertRecord(inListAt: list, at: 0)
    try replicas[0].write(body, at: 0, in: TestPart.body(record))
    try replicas.exchange()
    return (replicas, record)
  }

  /// Replicas that share so many records.
  private func sharing(_ count: Int, records: Int) throws -> (Replicas, [EventID]) {
    var replicas = Replicas(count)
    var ids: [EventID] = []
    for index in 0..<records {
      ids.append(try replicas[0].insertRecord(inListAt: list, at: index))
    }
    try replicas.exchange()
    return (replicas, ids)
  }

  private func shown(_ document: Document) -> [EventID] {
    document.records(inListAt: list).map(\.id)
  }

  // MARK: Edit against delete against restore

  @Test func `a record deleted by someone who saw every edit is gone, and can be read`() throws {
    var (replicas, record) = try sharing(2, body: "reading")
    try replicas[1].deleteRecord(record)
    try replicas.exchange()
    #expect(replicas.agree)
    #expect(shown(replicas[0]).isEmpty)
    #expect(replicas[0].deletedRecords(inListAt: list) == [record])
    #expect(replicas[0].string(at: TestPart.body(record)) == "reading")
  }

  @Test func `an edit the deletion did not see keeps the record, with both named`() throws {
    var (replicas, record) = try sharing(2, body: "reading")
    try replicas[0].set(.integer(2), at: TestPart.level(record))
    let edit = replicas[0].frontier
    try replicas[1].deleteRecord(record)
    let deletion = replicas[1].frontier
    try replicas.exchange()
    #expect(replicas.agree)
    let contested = try #require(replicas[0].records(inListAt: list).first)
    #expect(contested.contestedDeletions == deletion)
    #expect(contested.contestingEdits == edit)
  }

  @Test(arguments: [true, false])
  func `edits of two people side by side both count against a deletion`(atOnce: Bool) throws {
    // The two insertions' positions follow on, so they share a run of the log; the deletion saw
    // only the second of them.
    var (replicas, record) = try sharing(3, body: "z")
    var reader = replicas[0]
    let known = reader.versionVector
    try replicas[0].write("x", at: 0, in: TestPart.body(record))
    let unseen = replicas[0].frontier
    try replicas[1].write("y", at: 1, in: TestPart.body(record))
    try replicas[2].pull(replicas[1])
    try replicas[2].deleteRecord(record)
    let batches = replicas[0].contents(after: known) + replicas[2].contents(after: known)
    if atOnce {
      try reader.receive(batches)
    } else {
      for batch in batches { try reader.receive([batch]) }
    }
    let contested = try #require(reader.records(inListAt: list).first)
    #expect(contested.contestingEdits == unseen)
  }

  @Test func `of two deletions, one that saw the edit is enough`() throws {
    var (replicas, record) = try sharing(3)
    try replicas[0].write("late", at: 0, in: TestPart.body(record))
    try replicas[1].deleteRecord(record)
    try replicas[2].pull(replicas[0])
    try replicas[2].deleteRecord(record)
    try replicas.exchange()
    #expect(replicas.agree)
    #expect(shown(replicas[0]).isEmpty)
  }

  @Test func `a deletion made again after seeing the edit settles it`() throws {
    var (replicas, record) = try sharing(2)
    try replicas[0].write("late", at: 0, in: TestPart.body(record))
    try replicas[1].deleteRecord(record)
    try replicas.exchange()
    #expect(shown(replicas[1]) == [record])
    try replicas[1].deleteRecord(record)
    try replicas.exchange()
    #expect(replicas.agree)
    #expect(shown(replicas[0]).isEmpty)
  }

  @Test func `a restoration settles a contest and leaves nothing to decide`() throws {
    var (replicas, record) = try sharing(2)
    try replicas[0].write("late", at: 0, in: TestPart.body(record))
    try replicas[1].deleteRecord(record)
    try replicas.exchange()
    try replicas[0].restoreRecord(record)
    try replicas.exchange()
    #expect(replicas.agree)
    let settled = try #require(replicas[1].records(inListAt: list).first)
    #expect(settled.contestedDeletions.isEmpty && settled.contestingEdits.isEmpty)
  }

  @Test func `deleted by one and restored by another at once, it stays and is flagged`() throws {
    var (replicas, record) = try sharing(2)
    try replicas[0].deleteRecord(record)
    try replicas.exchange()
    try replicas[0].restoreRecord(record)
    let restoration = replicas[0].frontier
    try replicas[1].deleteRecord(record)
    let deletion = replicas[1].frontier
    try replicas.exchange()
    #expect(replicas.agree)
    let contested = try #require(replicas[0].records(inListAt: list).first)
    #expect(contested.contestedDeletions == deletion)
    #expect(contested.contestingEdits == restoration)
  }

  @Test func `writing on in a deleted record brings it back, flagged`() throws {
    var (replicas, record) = try sharing(1)
    try replicas[0].deleteRecord(record)
    #expect(shown(replicas[0]).isEmpty)
    try replicas[0].write("still here", at: 0, in: TestPart.body(record))
    let contested = try #require(replicas[0].records(inListAt: list).first)
    #expect(contested.contestingEdits == replicas[0].frontier)
  }

  @Test func `an edit in a record inside a record keeps both`() throws {
    var (replicas, outer) = try sharing(2)
    let inner = try replicas[0].insertRecord(inListAt: TestPart.items(outer), at: 0)
    try replicas.exchange()
    try replicas[0].write("deep", at: 0, in: TestPart.body(inner))
    try replicas[1].deleteRecord(inner)
    try replicas[1].deleteRecord(outer)
    try replicas.exchange()
    #expect(replicas.agree)
    #expect(shown(replicas[1]) == [outer])
    #expect(replicas[1].records(inListAt: TestPart.items(outer)).map(\.id) == [inner])
  }

  @Test func `weeks of edits made offline inside a deleted record lose no character`() throws {
    var (replicas, record) = try sharing(2, body: "short")
    try replicas[1].deleteRecord(record)
    for other in 0..<50 {
      try replicas[1].write("w\(other) ", at: 0, in: TestPart.body())
    }
    var expected = "short"
    for week in 0..<200 {
      try replicas[0].write("word \(week) ", at: 0, in: TestPart.body(record))
      expected = "word \(week) " + expected
    }
    try replicas.exchange()
    #expect(replicas.agree)
    let contested = try #require(replicas[1].records(inListAt: list).first)
    // Of a line of edits the last stands for all.
    #expect(contested.contestingEdits.count == 1)
    #expect(replicas[1].string(at: TestPart.body(record)) == expected)
  }

  // MARK: Moves

  @Test func `moved to two places at once, a record stands in one of them`() throws {
    var (replicas, ids) = try sharing(2, records: 3)
    try replicas[0].moveRecord(ids[0], to: 1)
    try replicas[1].moveRecord(ids[0], to: 2)
    try replicas.exchange()
    #expect(replicas.agree)
    #expect(shown(replicas[0]) == [ids[1], ids[2], ids[0]])
  }

  @Test func `moved by two and deleted by a third, it is gone once and comes back once`() throws {
    var (replicas, ids) = try sharing(3, records: 3)
    try replicas[0].moveRecord(ids[0], to: 2)
    try replicas[1].moveRecord(ids[0], to: 1)
    try replicas[2].deleteRecord(ids[0])
    try replicas.exchange()
    #expect(replicas.agree)
    // A move is no edit inside the record: the deletion stands.
    #expect(shown(replicas[0]) == [ids[1], ids[2]])
    try replicas[0].restoreRecord(ids[0])
    try replicas.exchange()
    #expect(replicas.agree)
    #expect(shown(replicas[0]).filter { $0 == ids[0] }.count == 1)
    #expect(shown(replicas[0]).count == 3)
  }

  @Test func `two records that change places at once both stay`() throws {
    var (replicas, ids) = try sharing(2, records: 2)
    try replicas[0].moveRecord(ids[0], to: 1)
    try replicas[1].moveRecord(ids[1], to: 0)
    try replicas.exchange()
    #expect(replicas.agree)
    #expect(Set(shown(replicas[0])) == Set(ids))
    #expect(shown(replicas[0]).count == 2)
  }

  @Test func `a later move wins over both it has seen, whoever makes it`() throws {
    var (replicas, ids) = try sharing(3, records: 3)
    try replicas[1].moveRecord(ids[0], to: 2)
    try replicas[2].moveRecord(ids[0], to: 1)
    try replicas.exchange()
    try replicas[0].moveRecord(ids[0], to: 0)
    try replicas.exchange()
    #expect(replicas.agree)
    #expect(shown(replicas[2]) == ids)
  }

  @Test func `a record moved past deleted ones lands where the list shows`() throws {
    var (replicas, ids) = try sharing(1, records: 5)
    try replicas[0].deleteRecord(ids[1])
    try replicas[0].deleteRecord(ids[3])
    try replicas[0].moveRecord(ids[0], to: 1)
    #expect(shown(replicas[0]) == [ids[2], ids[0], ids[4]])
    try replicas[0].moveRecord(ids[4], to: 0)
    #expect(shown(replicas[0]) == [ids[4], ids[2], ids[0]])
    #expect(throws: DocumentError.outOfRange) {
      var document = replicas[0]
      try document.moveRecord(ids[0], to: 3)
    }
  }

  @Test func `records put into one place at once come in one order everywhere`() throws {
    var replicas = Replicas(3)
    for number in 0..<3 {
      for index in 0..<3 { _ = try replicas[number].insertRecord(inListAt: list, at: index) }
    }
    try replicas.exchange()
    #expect(replicas.agree)
    // Each person's records stay together, in the order put in.
    let ids = shown(replicas[0])
    #expect(ids == ids.sorted())
    #expect(ids.count == 9)
  }
}
