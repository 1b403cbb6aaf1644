import CRDT
import Foundation
import Store
import TestSupport

/// What a trace takes in the server's database, a batch for each keystroke: one by one, and put
/// together into segments. Every batch is chained to the one before, and the last is signed.
struct SegmentBenchmark {
  private let trace: Trace
  private let address = ObjectAddress(key: "text")
  private let part = PartAddress(plan: PlanIdentifier("plan"), name: "B")

  private enum Failure: Error {
    case otherText
    case damaged
  }

  init(_ url: URL) throws { trace = try Trace(contentsOf: url) }

  func run() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("segments-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try OperationStore(path: folder + "/server.sqlite")
    let batches = try keystrokes()
    for start in stride(from: 0, to: batches.count, by: 10_000) {
      let some = Array(batches[start..<min(start + 10_000, batches.count)])
      _ = try await store.append(some, to: part, from: nil, received: UnixTime(milliseconds: 0))
    }
    let loose = try await databaseBytes(store, folder + "/loose.sqlite")
    let began = ContinuousClock.now
    while try await store.compact(part, minimum: 2) != nil {}
    let time = ContinuousClock.now - began
    let packed = try await databaseBytes(store, folder + "/packed.sqlite")
    var read = Document()
    for logged in try await store.batches(of: part, after: 0, byteLimit: .max).batches {
      try read.receive(logged.batch)
    }
    // A figure for a store that lost or altered something would be worth nothing.
    guard read.string(at: address) == trace.endContent else { throw Failure.otherText }
    guard try await store.damagedBatches(of: part).isEmpty else { throw Failure.damaged }
    print("\(batches.count) batches; database: \(loose) bytes one by one, \(packed) put together,")
    print("put together in \(time)")
  }

  private func databaseBytes(_ store: OperationStore, _ copy: String) async throws -> Int {
    try await store.backUp(to: copy)
    return try FileManager.default.attributesOfItem(atPath: copy)[.size] as? Int ?? 0
  }

  private func keystrokes() throws -> [StoredBatch] {
    var document = Document()
    document.begin(as: AgentID(high: 1, low: 1))
    let text = try document.text(at: address)
    let seed = ContentSeed.random()
    var batches: [StoredBatch] = []
    for patch in trace.txns.flatMap(\.patches) {
      let known = document.versionVector
      try document.delete(at: patch.position, length: patch.deleted, in: text)
      try document.insert(patch.inserted, at: patch.position, in: text)
      for contents in document.contents(after: known) {
        batches.append(contents.stored(seed: seed))
      }
    }
    var chain = DigestChain(part: part)
    for batch in batches.dropLast() { chain.extend(with: batch) }
    if let last = batches.popLast() { batches.append(chain.sign(last, by: Cryptography.KeyPair())) }
    return batches
  }
}
