import CRDT
import Store
import Testing

struct OperationLogTests {
  private let folder: TemporaryFolder
  private let path: String
  private let store: OperationStore

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("server.db")
    store = try OperationStore(path: path)
  }

  @Test func `batches come back as they were stored, in order`() async throws {
    let sent = [batch(1, 0, count: 3), batch(1, 3), batch(2, 0, payload: []), batch(1, 4)]
    let outcomes = try await store.append(sent)
    #expect(
      outcomes == [
        .stored(cursor: 1), .stored(cursor: 2), .stored(cursor: 3), .stored(cursor: 4),
      ])
    let page = try await store.batches(of: sectionB, after: 0, byteLimit: .max)
    #expect(page.batches.map(\.batch) == sent)
    #expect(page.batches.map(\.cursor) == [1, 2, 3, 4])
    #expect(page.batches.allSatisfy { $0.received == start && $0.account == nil })
    #expect(!page.hasMore)
  }

  @Test func `a batch sent twice is stored once`() async throws {
    _ = try await store.append([batch(1, 0), batch(1, 1)])
    let again = try await store.append([batch(1, 1), batch(1, 0)])
    #expect(again == [.duplicate(cursor: 2), .duplicate(cursor: 1)])
    #expect(try await store.all() == [batch(1, 0), batch(1, 1)])
  }

  @Test func `the same batch twice in one call is stored once`() async throws {
    let outcomes = try await store.append([batch(1, 0), batch(1, 0)])
    #expect(outcomes == [.stored(cursor: 1), .duplicate(cursor: 1)])
  }

  @Test func `a gap is answered with what is expected, and nothing is stored`() async throws {
    #expect(try await store.append([batch(1, 5)]) == [.gap(expected: 0)])
    _ = try await store.append([batch(1, 0, count: 4)])
    #expect(try await store.append([batch(1, 5)]) == [.gap(expected: 4)])
    #expect(try await store.all().count == 1)
  }

  @Test func `sequence numbers are counted for each part apart`() async throws {
    _ = try await store.append([batch(1, 0, count: 4)])
    #expect(try await store.append([batch(1, 4)], to: sectionF) == [.gap(expected: 0)])
    #expect(try await store.append([batch(1, 0)], to: sectionF) == [.stored(cursor: 2)])
    #expect(try await store.all(of: sectionF) == [batch(1, 0)])
  }

  @Test(arguments: [
    batch(1, 0, count: 4, payload: [9]),  // other content
    batch(1, 0, count: 2),  // other cut
    batch(1, 2, count: 2),  // begins inside
    batch(1, 2, count: 9),  // begins inside and goes on
  ])
  func `other content under a stored sequence number is an impersonation`(
    _ forged: StoredBatch
  ) async throws {
    _ = try await store.append([batch(1, 0, count: 4)])
    #expect(try await store.append([forged]) == [.impersonation])
    #expect(try await store.all() == [batch(1, 0, count: 4)])
  }

  @Test func `numbers the database cannot hold are refused`() async throws {
    let largest = UInt64(Int64.max)
    let outcomes = try await store.append([
      batch(1, .max), batch(1, largest + 1), batch(1, largest), batch(1, 0, count: 0),
    ])
    #expect(outcomes == [.malformed, .malformed, .malformed, .malformed])
    await #expect(throws: StoreError.badInput(.cursor)) {
      try await store.batches(of: sectionB, after: .max, byteLimit: 1)
    }
  }

  @Test func `a batch beyond the limit is refused`() async throws {
    let largest = [UInt8](repeating: 1, count: StoreLimits.batchBytes)
    let outcomes = try await store.append([
      batch(1, 0, payload: largest), batch(2, 0, payload: largest + [1]),
    ])
    #expect(outcomes == [.stored(cursor: 1), .tooLarge])
  }

  @Test func `an agent keeps its greatest possible name`() async throws {
    let greatest = StoredBatch(
      agent: AgentID(high: .max, low: .max), first: 0, count: .max, payload: [1])
    #expect(try await store.append([greatest]) == [.stored(cursor: 1)])
    #expect(try await store.all() == [greatest])
    #expect(try await store.versionVector(of: sectionB)[greatest.agent] == UInt64(UInt32.max))
  }

  @Test func `a page ends at the limit but holds at least one batch`() async throws {
    let large = (0..<5).map { batch(1, $0, payload: [UInt8](repeating: 7, count: 100)) }
    _ = try await store.append(large)
    var cursor: UInt64 = 0
    var pages: [Int] = []
    while true {
      let page = try await store.batches(of: sectionB, after: cursor, byteLimit: 250)
      pages.append(page.batches.count)
      cursor = page.batches.last?.cursor ?? cursor
      if !page.hasMore { break }
    }
    #expect(pages == [2, 2, 1])
    let one = try await store.batches(of: sectionB, after: 0, byteLimit: 0)
    #expect(one.batches.count == 1 && one.hasMore)
  }

  @Test func `the version vector says what is held`() async throws {
    _ = try await store.append([batch(1, 0, count: 3), batch(2, 0), batch(1, 3)])
    var expected = VersionVector()
    expected[agent(1)] = 4
    expected[agent(2)] = 1
    #expect(try await store.versionVector(of: sectionB) == expected)
    #expect(try await store.versionVector(of: sectionF) == VersionVector())
    #expect(try await store.parts(of: plan) == [sectionB])
    #expect(try await store.lastCursor(of: sectionB) == 3)
  }

  @Test func `a snapshot is kept, replaced, and dropped when damaged`() async throws {
    #expect(try await store.snapshot(of: sectionB) == nil)
    try await store.saveSnapshot(Snapshot(cursor: 1, content: [1, 2]), of: sectionB)
    let newer = Snapshot(cursor: 9, content: [3])
    try await store.saveSnapshot(newer, of: sectionB)
    #expect(try await store.snapshot(of: sectionB) == newer)
    try tamper(path) { (connection) throws(StoreError) in
      try connection.run("UPDATE snapshot SET cursor = 8")
    }
    #expect(try await store.snapshot(of: sectionB) == nil)
    let left = try Connection(path: path, access: .readOnly)
      .first("SELECT count(*) FROM snapshot") { $0.integer(0) }
    #expect(left == 0)
  }

  @Test func `a signature holds for its batch in its part only`() {
    let key = Cryptography.KeyPair()
    let signed = batch(1, 0).signed(in: sectionB, by: key)
    #expect(signed.isSigned(in: sectionB, by: key.publicKey))
    #expect(!signed.isSigned(in: sectionF, by: key.publicKey))
    #expect(!signed.isSigned(in: sectionB, by: Cryptography.KeyPair().publicKey))
    var altered = signed
    altered.count += 1
    #expect(!altered.isSigned(in: sectionB, by: key.publicKey))
  }
}
