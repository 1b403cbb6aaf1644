import CRDT
import Foundation
import Store
import Testing

struct KilledProcessTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Eight writers append as fast as they can, each noting in a file of its own what was
  /// acknowledged, until the process kills itself in the midst of it.
  @Test(arguments: [20, 60, 110] as [UInt32])
  func `what a killed process acknowledged is there`(_ milliseconds: UInt32) async throws {
    let path = folder.path
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, milliseconds = milliseconds as UInt32] in
      let store = try OperationStore(path: path + "/server.db")
      try await withThrowingTaskGroup { group in
        for writer in 1...8 as ClosedRange<UInt64> {
          group.addTask { try await appendForEver(store, writer: writer, folder: path) }
        }
        Thread.detachNewThread {
          // On a busy machine the first acknowledgement may take its time.
          while byteCount(of: path + "/acked-1") == 0 { usleep(1_000) }
          usleep(milliseconds * 1_000)
          kill(getpid(), SIGKILL)
        }
        try await group.waitForAll()
      }
    }
    let store = try OperationStore(path: folder.file("server.db"))
    let held = try await store.versionVector(of: sectionB)
    var acknowledged = 0
    for writer in 1...8 as ClosedRange<UInt64> {
      let count = byteCount(of: folder.file("acked-\(writer)"))
      #expect(held[agent(writer)] >= UInt64(count))
      acknowledged += count
    }
    #expect(acknowledged > 0)
    #expect(try await store.damagedBatches(of: sectionB) == [])
    #expect(try await store.append([batch(1, held[agent(1)])]).count == 1, "it goes on")
  }
}

/// One byte in the file stands for one acknowledged batch.
private func appendForEver(
  _ store: OperationStore, writer: UInt64, folder: String
) async throws {
  let notes = open(folder + "/acked-\(writer)", O_WRONLY | O_CREAT | O_APPEND, 0o600)
  var sequence: UInt64 = 0
  while true {
    _ = try await store.append([batch(writer, sequence)])
    _ = write(notes, [1], 1)
    sequence += 1
  }
}

private func byteCount(of path: String) -> Int {
  let attributes = try? FileManager.default.attributesOfItem(atPath: path)
  return (attributes?[.size] as? Int) ?? 0
}
