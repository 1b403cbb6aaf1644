import Foundation
import Store
import Testing

struct MaintenanceTests {
  private let folder: TemporaryFolder
  private let path: String
  private let store: OperationStore

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("server.db")
    store = try OperationStore(path: path)
  }

  @Test func `the epoch stays the same when the server is opened again`() async throws {
    let other = folder.file("other.db")
    let epoch: UInt64
    do { epoch = try await OperationStore(path: other).epoch() }
    #expect(try await OperationStore(path: other).epoch() == epoch)
    #expect(try await store.epoch() != epoch)
  }

  @Test func `a backup taken while people write is whole and opens`() async throws {
    _ = try await store.append([batch(1, 0), batch(2, 0)])
    let backup = folder.file("backup.db")
    async let written = store.append([batch(1, 1)])
    try await store.backUp(to: backup)
    _ = try await written
    let restored = try OperationStore(path: backup)
    #expect(try await restored.all().prefix(2) == [batch(1, 0), batch(2, 0)])
    #expect(try await restored.damagedBatches(of: sectionB) == [])
    let taken = StoreError.file(operation: .open, path: backup, errno: EEXIST)
    await #expect(throws: taken, "an existing file is not overwritten") {
      try await store.backUp(to: backup)
    }
    #expect(await !store.hasFailed)
  }

  @Test func `only their owner may read the files`() async throws {
    _ = try await store.append([batch(1, 0)])
    try await store.backUp(to: folder.file("backup.db"))
    for name in ["server.db", "server.db-wal", "server.db.lock", "backup.db"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.file(name))
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
    }
  }

  @Test func `an erased plan leaves no word on disk and is not taken back`() async throws {
    let secret = Array("a sentence that must be gone".utf8)
    _ = try await store.append([batch(1, 0, payload: secret)])
    try await store.saveSnapshot(Snapshot(cursor: 1, content: secret), of: sectionB)
    let act = AuditAct(actor: nil, plan: plan, kind: "plan-erased")
    #expect(try await store.erase(plan, recording: [act], now: start).map(\.kind) == [act.kind])
    #expect(try await store.all() == [])
    #expect(try await store.erasedPlans() == [plan])
    #expect(try await store.append([batch(1, 0, payload: secret)]) == [.planErased])
    for suffix in ["", "-wal"] {
      let content = try Data(contentsOf: URL(filePath: path + suffix))
      #expect(content.range(of: Data(secret)) == nil, "in the database\(suffix)")
    }
  }
}
