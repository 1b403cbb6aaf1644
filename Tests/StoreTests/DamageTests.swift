import CRDT
import Foundation
import Store
import Testing

struct DamageTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("server.db")
  }

  @Test(
    arguments: [
      "UPDATE batch SET payload = x'00' WHERE cursor = 2",
      "UPDATE batch SET hash = zeroblob(32) WHERE cursor = 2",
      "UPDATE batch SET count = 2 WHERE cursor = 2",
    ] as [StaticString])
  func `a damaged batch is reported, and repaired by its sender's copy`(
    _ damage: StaticString
  ) async throws {
    let store = try OperationStore(path: path)
    _ = try await store.append([batch(1, 0), batch(1, 1), batch(2, 0)])
    try tamper(path) { (connection) throws(StoreError) in try connection.run(damage) }

    let error = StoreError.damaged(part: sectionB, cursor: 2)
    await #expect(throws: error) { try await store.all() }
    #expect(try await store.damagedBatches(of: sectionB) == [2])
    await #expect(throws: error, "other content does not pass for the lost one") {
      try await store.append([batch(1, 1, payload: [9])])
    }
    #expect(try await store.append([batch(3, 0)]) == [.stored(cursor: 4)], "others go on")

    #expect(try await store.append([batch(1, 1)]) == [.repaired(cursor: 2)])
    #expect(try await store.damagedBatches(of: sectionB) == [])
    #expect(try await store.all() == [batch(1, 0), batch(1, 1), batch(2, 0), batch(3, 0)])
  }

  @Test func `a caller that meets damage does not fail those who share its commit`() async throws {
    let store = try OperationStore(path: path)
    _ = try await store.append([batch(1, 0)])
    try tamper(path) { (connection) throws(StoreError) in
      try connection.run("UPDATE batch SET payload = x'00'")
    }
    async let good = store.append([batch(2, 0)])
    async let bad = store.append([batch(1, 0, payload: [9])])
    async let alsoGood = store.append([batch(3, 0)])
    #expect(try await good.count == 1)
    #expect(try await alsoGood.count == 1)
    do {
      _ = try await bad
      Issue.record("other content passed for the damaged batch")
    } catch {
      #expect(error as? StoreError == .damaged(part: sectionB, cursor: 1))
    }
    #expect(await !store.hasFailed)
  }

  @Test func `a file that is not a database is told apart`() throws {
    try Data(repeating: 0x41, count: 8_192).write(to: URL(filePath: path))
    #expect {
      try OperationStore(path: path)
    } throws: { error in
      if case .corrupt(let failure) = error as? StoreError { failure.code == 26 } else { false }
    }
  }

  @Test func `broken pages end the writing for good, and say so`() async throws {
    do {
      let store = try OperationStore(path: path)
      for round in 0..<40 as Range<UInt64> {
        _ = try await store.append([
          batch(1, round, payload: [UInt8](repeating: UInt8(round + 1), count: 3_000))
        ])
      }
    }
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    // Every page that holds a payload, known by its filling, loses its header.
    for page in stride(from: 0, to: bytes.count, by: 4_096) {
      let middle = Set(bytes[(page + 2_000)..<(page + 3_000)])
      guard middle.count == 1, middle != [0] else { continue }
      for offset in page..<(page + 64) { bytes[offset] = 0xFF }
    }
    try Data(bytes).write(to: URL(filePath: path))
    let store = try OperationStore(path: path)
    var corrupt = 0
    for number in 1...20 as ClosedRange<UInt64> {
      do throws(StoreError) {
        _ = try await store.append([batch(1, 39 + number), batch(number, 0)])
      } catch {
        if case .corrupt = error { corrupt += 1 }
      }
    }
    #expect(corrupt == 1)
    #expect(await store.hasFailed)
    await #expect(throws: StoreError.failed) { try await store.append([batch(7, 0)]) }
  }

  @Test func `a full disk is told apart, loses nothing, and is not for ever`() async throws {
    let path = path
    let store = try OperationStore(path: path)
    _ = try await store.append([batch(1, 0)])
    try await store.limitPages(to: 40)
    let large = batch(2, 0, payload: [UInt8](repeating: 1, count: 1 << 20))
    do throws(StoreError) {
      _ = try await store.append([large])
      Issue.record("a megabyte went into forty pages")
    } catch {
      guard case .full = error else { throw error }
    }
    #expect(try await store.all() == [batch(1, 0)], "reading works")
    #expect(await !store.hasFailed)
    try await store.limitPages(to: 100_000)
    #expect(try await store.append([large]) == [.stored(cursor: 2)])
  }

  @Test func `a locked database is told apart`() throws {
    let store = try OperationStore(path: path)
    let first = try Connection(path: path, access: .readWrite)
    try first.transaction { (_) throws(StoreError) in
      let second = try Connection(path: path, access: .readWrite, busyMilliseconds: 10)
      do throws(StoreError) {
        try second.transaction { (_) throws(StoreError) in }
        Issue.record("two writers at once")
      } catch {
        guard case .locked = error else { throw error }
      }
    }
    withExtendedLifetime(store) {}
  }

  @Test func `a read-only connection is told apart, and errors hold no arguments`() throws {
    let store = try OperationStore(path: path)
    let reader = try Connection(path: path, access: .readOnly)
    do throws(StoreError) {
      try reader.run(
        "INSERT INTO part (plan, name) VALUES (?1, ?2)", .text("secret"), .text("secret"))
      Issue.record("written through a read-only connection")
    } catch {
      guard case .readOnly(let failure) = error else { throw error }
      #expect(failure.sql.contains("INSERT INTO part"))
      #expect(!"\(error)".contains("secret"))
    }
    withExtendedLifetime(store) {}
  }
}
