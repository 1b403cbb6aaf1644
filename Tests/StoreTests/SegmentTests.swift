import CRDT
import Foundation
import Store
import TestSupport
import Testing

/// Batches put together: they read as before, whatever is asked of them.
struct SegmentTests {
  private let folder: TemporaryFolder
  private let path: String
  private let text = ObjectAddress(key: "text")
  private let key = Cryptography.KeyPair()

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("server.db")
  }

  /// Batches of several writers, each upon what the ones before wrote, signed and chained.
  private func history(_ random: inout SeededGenerator, count: Int) throws -> [StoredBatch] {
    var document = Document()
    var chain = DigestChain(part: sectionB)
    let seeds = (0..<3).map { _ in ContentSeed.random() }
    var batches: [StoredBatch] = []
    while batches.count < count {
      let writer = Int.random(in: 0..<3, using: &random)
      document.begin(as: agent(UInt64(writer)))
      let known = document.versionVector
      let length = document.string(at: text).unicodeScalars.count
      if length > 20, random.chance(oneIn: 3) {
        try document.erase(at: Int.random(in: 0..<10, using: &random), length: 4, in: text)
      } else if random.chance(oneIn: 4) {
        try document.set(.text("value \(batches.count)"), at: ObjectAddress(key: "field"))
      } else {
        let words = ["Brunhilde ", "reads, ", "é", "x"].randomElement(using: &random) ?? ""
        try document.write(words, at: Int.random(in: 0...length, using: &random), in: text)
      }
      batches += document.contents(after: known)
        .map { chain.sign($0.stored(seed: seeds[writer]), by: key) }
    }
    return batches
  }

  private func withoutSignature(_ logged: LoggedBatch) -> LoggedBatch {
    var batch = logged.batch
    batch.signature = []
    return LoggedBatch(
      cursor: logged.cursor, batch: batch, account: logged.account, received: logged.received)
  }

  private func logged(_ store: OperationStore) async throws -> [LoggedBatch] {
    try await store.batches(of: sectionB, after: 0, byteLimit: .max).batches
  }

  @Test(arguments: 1...8)
  func `what was put together reads as before, and the log goes on`(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let store = try OperationStore(path: path)
    let batches = try history(&random, count: 300)
    var stored = 0
    while stored < 250 {
      let next = min(250, stored + Int.random(in: 1...90, using: &random))
      let times = start.adding(seconds: Int64(stored))
      _ = try await store.append(
        Array(batches[stored..<next]), to: sectionB, from: nil, received: times)
      _ = try await store.append([batch(50, UInt64(stored))], to: sectionF)
      stored = next
      let before = try await logged(store)
      let vector = try await store.versionVector(of: sectionB)
      let chain = try await store.digestChain(of: sectionB)
      let last = try await store.lastCursor(of: sectionB)
      let bytes = try await store.payloadBytes(of: sectionB)
      let report = try await store.compact(sectionB, minimum: 2)
      if let report { #expect(report.batches > 1) }
      let after = try await logged(store)
      #expect(after.map(withoutSignature) == before.map(withoutSignature), "seed \(seed)")
      #expect(try await store.versionVector(of: sectionB) == vector, "seed \(seed)")
      #expect(try await store.digestChain(of: sectionB) == chain, "seed \(seed)")
      #expect(try await store.lastCursor(of: sectionB) == last, "seed \(seed)")
      #expect(try await store.payloadBytes(of: sectionB) == bytes, "seed \(seed)")
      #expect(try await store.damagedBatches(of: sectionB) == [], "seed \(seed)")
      // Each agent's last word is still signed, and the signature covers all before it.
      for writer in Set(after.map(\.batch.agent)) {
        let own = after.map(\.batch).filter { $0.agent == writer }
        var digests = DigestChain(part: sectionB)
        for batch in own.dropLast() { digests.extend(with: batch) }
        #expect(try digests.isSigned(#require(own.last), by: key.publicKey), "seed \(seed)")
      }
    }
    try await checkPages(store, &random, seed: seed)

    // Sent again they are known; other words under their names are not taken.
    for batch in batches[..<250] where random.chance(oneIn: 10) {
      let outcome = try await store.append([batch])
      guard case .duplicate = outcome.first else {
        Issue.record("\(outcome), seed \(seed)")
        continue
      }
      var forged = batch
      forged.payload += [0]
      #expect(try await store.append([forged]) == [.impersonation], "seed \(seed)")
    }
    let rest = try await store.append(Array(batches[250...]))
    #expect(rest.allSatisfy { if case .stored = $0 { true } else { false } }, "seed \(seed)")
    var whole = Document()
    for logged in try await logged(store) { try whole.receive(logged.batch) }
    var expected = Document()
    for batch in batches { try expected.receive(batch) }
    #expect(whole.saved() == expected.saved(), "seed \(seed)")
  }

  /// Pages of any size, from anywhere, give the same log.
  private func checkPages(
    _ store: OperationStore, _ random: inout SeededGenerator, seed: UInt64
  ) async throws {
    let all = try await logged(store)
    var read: [LoggedBatch] = []
    var hasMore = true
    while hasMore {
      let page = try await store.batches(
        of: sectionB, after: read.last?.cursor ?? 0,
        byteLimit: Int.random(in: 0...2_000, using: &random))
      read += page.batches
      hasMore = page.hasMore
    }
    #expect(read == all, "seed \(seed)")
  }

  @Test func `an erasure goes through segments`() async throws {
    var random = SeededGenerator(seed: 5)
    let store = try OperationStore(path: path)
    let batches = try history(&random, count: 200)
    _ = try await store.append(batches)
    _ = try await store.compact(sectionB, minimum: 2)
    let chain = try await store.digestChain(of: sectionB)
    var document = Document()
    for batch in batches { try document.receive(batch) }
    let asked = Erasure.joined(document.occurrences(of: "Brunhilde").flatMap(\.events))
    let taken = Erasure.joined(batches.flatMap { $0.widened(asked) })
    #expect(!taken.isEmpty)
    let known = document.versionVector
    document.begin(as: agent(99))
    try document.erase(taken)
    let batch = try #require(document.contents(after: known).first).stored()
    let act = AuditAct(actor: nil, plan: plan, kind: "words-erased")
    _ = try await store.erase(by: batch, in: sectionB, recording: act, now: start)
    #expect(try await store.damagedBatches(of: sectionB) == [])
    for writer in 0..<3 as Range<UInt64> {
      #expect(
        try await store.digestChain(of: sectionB).heads[agent(writer)]
          == chain.heads[agent(writer)])
    }
    var read = Document()
    for logged in try await logged(store) { try read.receive(logged.batch) }
    #expect(read.string(at: text) == document.string(at: text))
    #expect(try await store.append([batches[0]]) == [.duplicate(cursor: 1)])
    // And what is put together later stays so.
    _ = try await store.compact(sectionB, minimum: 1)
    #expect(try await store.damagedBatches(of: sectionB) == [])
  }

  @Test(
    arguments: [
      "UPDATE segment SET content = x'00'",
      "UPDATE segment SET places = zeroblob(9)",
      "UPDATE segment_agent SET digest = zeroblob(32)",
      "UPDATE segment_agent SET digest_before = x'0100000000000000000000000000000000000000000000000000000000000000'",
    ] as [StaticString])
  func `a damaged segment is found`(_ damage: StaticString) async throws {
    var random = SeededGenerator(seed: 6)
    let store = try OperationStore(path: path)
    _ = try await store.append(try history(&random, count: 50))
    _ = try await store.compact(sectionB, minimum: 2)
    #expect(try await store.damagedBatches(of: sectionB) == [])
    try tamper(path) { (connection) throws(StoreError) in try connection.run(damage) }
    #expect(try await store.damagedBatches(of: sectionB) == [1])
  }

  @Test(arguments: 1...12)
  func `an erasure and a compaction at the same moment leave no word`(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let store = try OperationStore(path: path)
    let batches = try history(&random, count: 60)
    _ = try await store.append(batches)
    var document = Document()
    for batch in batches { try document.receive(batch) }
    let asked = Erasure.joined(document.occurrences(of: "Brunhilde").flatMap(\.events))
    let taken = Erasure.joined(batches.flatMap { $0.widened(asked) })
    let known = document.versionVector
    document.begin(as: agent(99))
    try document.erase(taken)
    let batch = try #require(document.contents(after: known).first).stored()
    let act = AuditAct(actor: nil, plan: plan, kind: "words-erased")
    async let compacted = store.compact(sectionB, minimum: 2)
    async let erased = store.erase(by: batch, in: sectionB, recording: act, now: start)
    _ = try await (compacted, erased)
    var read = Document()
    for logged in try await logged(store) { try read.receive(logged.batch) }
    #expect(read.string(at: text) == document.string(at: text), "seed \(seed)")
    for logged in try await logged(store) {
      #expect(
        logged.batch.payload == logged.batch.erasing(taken).payload, "seed \(seed)")
    }
    #expect(try await store.damagedBatches(of: sectionB) == [], "seed \(seed)")
  }

  @Test func `payloads that are no batches are kept as they are`() async throws {
    let store = try OperationStore(path: path)
    let odd = (0..<30).map { batch(1, UInt64($0)) }
    _ = try await store.append(odd)
    #expect(try await store.compact(sectionB, minimum: 2)?.batches == 30)
    #expect(try await store.all() == odd)
    #expect(try await store.append([odd[7]]) == [.duplicate(cursor: 8)])
  }

  /// Puts together and appends until it is killed in the midst of it.
  @Test(arguments: [10, 40, 90] as [UInt32])
  func `a process killed while it puts batches together loses none`(
    _ milliseconds: UInt32
  ) async throws {
    let path = folder.path
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, milliseconds = milliseconds as UInt32] in
      let store = try OperationStore(path: path + "/server.db")
      let notes = open(path + "/acked", O_WRONLY | O_CREAT | O_APPEND, 0o600)
      var sequence: UInt64 = 0
      while true {
        _ = try await store.append([batch(1, sequence)])
        _ = write(notes, [1], 1)
        sequence += 1
        if sequence % 5 == 0 { _ = try await store.compact(sectionB, minimum: 5) }
        if sequence == 20 {
          Thread.detachNewThread {
            usleep(milliseconds * 1_000)
            kill(getpid(), SIGKILL)
          }
        }
      }
    }
    let acknowledged =
      try FileManager.default.attributesOfItem(atPath: folder.file("acked"))[.size] as? Int ?? 0
    let store = try OperationStore(path: folder.file("server.db"))
    let held = try await store.all()
    #expect(held.count >= acknowledged && acknowledged >= 20)
    #expect(held == (0..<UInt64(held.count)).map { batch(1, $0) })
    #expect(try await store.damagedBatches(of: sectionB) == [])
  }
}
