import CRDT
import Foundation
import Store
import Testing

struct DurabilityTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("server.db")
  }

  @Test func `a reopened database holds what was acknowledged and goes on counting`() async throws {
    do {
      let store = try OperationStore(path: path)
      _ = try await store.append([batch(1, 0), batch(1, 1)])
    }
    let store = try OperationStore(path: path)
    #expect(try await store.all() == [batch(1, 0), batch(1, 1)])
    #expect(try await store.append([batch(1, 1)]) == [.duplicate(cursor: 2)])
    #expect(try await store.append([batch(1, 2)]) == [.stored(cursor: 3)])
  }

  @Test func `appends that wait together share a commit and are all durable`() async throws {
    let writers: UInt64 = 400
    let store = try OperationStore(path: path)
    let before = await store.commits
    for append in await store.appendsInQueue(of: writers) {
      #expect(try await append.value.count == 2)
    }
    #expect(await store.commits == before + 1)

    // What a power cut at this moment would leave, without closing the store.
    try folder.copyDatabase("server.db", to: "after.db")
    let after = try OperationStore(path: folder.file("after.db"))
    #expect(try await after.all().count == Int(writers) * 2)
  }

  @Test func `whatever moment a copy is taken at, it holds all that was acknowledged`() async throws
  {
    let store = try OperationStore(path: path)
    for round in 0..<20 as Range<UInt64> {
      _ = try await store.append([batch(1, round), batch(2, round)])
      let copy = "copy-\(round).db"
      try folder.copyDatabase("server.db", to: copy)
      let reopened = try OperationStore(path: folder.file(copy))
      #expect(try await reopened.all() == store.all())
    }
  }

  @Test func `a log cut short anywhere leaves whole transactions, from the first on`() async throws
  {
    let store = try OperationStore(path: path)
    for round in 0..<6 as Range<UInt64> {
      _ = try await store.append([batch(1, round * 2), batch(1, round * 2 + 1)])
    }
    try folder.copyDatabase("server.db", to: "whole.db")
    let log = try Data(contentsOf: URL(filePath: folder.file("whole.db-wal")))
    let everything = try await store.all()
    var counts: Set<Int> = []
    for (index, cut) in stride(from: log.count, to: 0, by: -(log.count / 40)).enumerated() {
      let copy = folder.file("torn-\(index).db")
      try FileManager.default.copyItem(atPath: folder.file("whole.db"), toPath: copy)
      // Torn in the middle of a write: the rest of the page is whatever the disk held.
      try (log.prefix(cut) + Data(repeating: 0xA5, count: 777))
        .write(to: URL(filePath: copy + "-wal"))
      let reopened = try OperationStore(path: copy)
      let survivors = try await reopened.all()
      #expect(survivors == Array(everything.prefix(survivors.count)))
      #expect(survivors.count.isMultiple(of: 2))
      counts.insert(survivors.count)
    }
    #expect(counts.contains(12) && counts.count > 3, "\(counts)")
  }

  @Test func `a second process is refused`() throws {
    let store = try OperationStore(path: path)
    #expect(throws: StoreError.inUse(path: path + ".lock")) { try OperationStore(path: path) }
    withExtendedLifetime(store) {}
  }
}
