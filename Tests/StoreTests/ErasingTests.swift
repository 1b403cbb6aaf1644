import CRDT
import Foundation
import Store
import TestSupport
import Testing

/// Erasing in the databases: nothing of the words is left in any of their files.
struct StoreErasingTests {
  private let folder: TemporaryFolder
  private let path: String
  private let text = ObjectAddress(key: "text")
  private let name = ObjectAddress(key: "name")

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("plans.db")
  }

  /// A part in which agent 1 writes, in so many batches, of which every third has the name in it.
  private func written(_ count: Int, by agent: AgentID) throws -> (Document, [StoredBatch]) {
    var document = Document()
    document.begin(as: agent)
    var batches: [StoredBatch] = []
    let seed = ContentSeed.random()
    var chain = DigestChain(part: sectionB)
    for number in 0..<count {
      let known = document.versionVector
      let words = number % 3 == 0 ? "Brunhilde reads \(number). " : "Nothing here, \(number). "
      try document.write(words, at: document.string(at: text).unicodeScalars.count, in: text)
      if number % 5 == 0 { try document.set(.text("call Brunhilde"), at: name) }
      if number % 7 == 0 { try document.erase(at: 2, length: 6, in: text) }
      batches += document.contents(after: known)
        .map { chain.sign($0.stored(seed: seed), by: Cryptography.KeyPair()) }
    }
    return (document, batches)
  }

  /// The server's batch that erases the name everywhere, and what it erases.
  private func erasing(
    _ words: String, in document: Document, _ batches: [StoredBatch]
  ) throws -> (batch: StoredBatch, erasures: [Erasure]) {
    let asked = Erasure.joined(document.occurrences(of: words).flatMap(\.events))
    let taken = Erasure.joined(batches.flatMap { $0.widened(asked) })
    var eraser = document
    eraser.begin(as: agent(99))
    try eraser.erase(taken)
    let contents = try #require(eraser.contents(after: document.versionVector).first)
    return (contents.stored(), taken)
  }

  private func isAnywhere(_ words: String) throws -> Bool {
    let words = Data(words.utf8)
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let bytes = try Data(contentsOf: URL(filePath: folder.file(file)))
      if bytes.range(of: words) != nil { return true }
    }
    return false
  }

  @Test(arguments: [3, 40, 400])
  func `no file of the server's holds erased words, and every digest stays`(_ count: Int)
    async throws
  {
    let store = try OperationStore(path: path)
    let (document, batches) = try written(count, by: agent(1))
    _ = try await store.append(batches)
    try await store.saveSnapshot(
      Snapshot(cursor: UInt64(count), content: document.saved(.quick)), of: sectionB)
    let chain = try await store.digestChain(of: sectionB)
    #expect(try isAnywhere("Brunhilde"))

    let (batch, erasures) = try erasing("Brunhilde", in: document, batches)
    let act = AuditAct(actor: nil, plan: plan, kind: "content-erased")
    _ = try await store.erase(by: batch, in: sectionB, recording: act, now: start)

    #expect(try !isAnywhere("Brunhilde"), "while the server runs")
    #expect(try await store.damagedBatches(of: sectionB) == [])
    #expect(try await store.digestChain(of: sectionB).heads[agent(1)] == chain.heads[agent(1)])
    #expect(try await store.erasures(of: sectionB) == erasures)
    #expect(try await store.snapshot(of: sectionB) == nil)
    var read = Document()
    for held in try await store.all() { try read.receive(held) }
    #expect(!read.string(at: text).contains("Brunhilde"))
    #expect(
      read.string(at: text).unicodeScalars.count == document.string(at: text).unicodeScalars.count)

    // A device that was away sends what it has once more.
    let again = try await store.append(batches)
    #expect(again.allSatisfy { if case .duplicate = $0 { true } else { false } })
    #expect(try !isAnywhere("Brunhilde"))
  }

  @Test func `what comes in of erased events is stored blank`() async throws {
    let (document, batches) = try written(9, by: agent(1))
    let (_, erasures) = try erasing("Brunhilde", in: document, batches)
    let store = try OperationStore(path: path)
    try await store.noteErased(erasures, in: sectionB)
    _ = try await store.append(batches)
    #expect(try !isAnywhere("Brunhilde"))
    #expect(try await store.damagedBatches(of: sectionB) == [])
  }

  @Test func `a damaged batch is mended with a copy that still has the words, blank`() async throws
  {
    let (document, batches) = try written(9, by: agent(1))
    let (batch, _) = try erasing("Brunhilde", in: document, batches)
    let store = try OperationStore(path: path)
    _ = try await store.append(batches)
    let act = AuditAct(actor: nil, plan: plan, kind: "content-erased")
    _ = try await store.erase(by: batch, in: sectionB, recording: act, now: start)
    try tamper(path) { (connection) throws(StoreError) in
      try connection.run("UPDATE batch SET payload = x'00' WHERE cursor = 1")
    }
    #expect(try await store.append([batches[0]]) == [.repaired(cursor: 1)])
    #expect(try await store.damagedBatches(of: sectionB) == [])
    #expect(try !isAnywhere("Brunhilde"))
  }

  @Test func `a device blanks log, unsent work, tray and snapshot when it hears of it`() throws {
    let copy = try WorkingCopy(path: path)
    let own = try copy.drawWriter(of: sectionB)
    let (document, batches) = try written(30, by: own)
    _ = try copy.append(Array(batches[..<20]), to: sectionB, now: start)
    try copy.markStored(sectionB, agent: own, upTo: batches[10].first)
    try copy.saveSnapshot(Snapshot(cursor: 10, content: document.saved(.quick)), of: sectionB)
    try copy.refuse(sectionB, agent: own, from: batches[15].first, reason: "gone", now: start)
    #expect(try copy.tray(of: plan).count == 5)
    var held = Document()
    for logged in try copy.batches(of: sectionB).batches { try held.receive(logged.batch) }

    let (batch, _) = try erasing("Brunhilde", in: document, batches)
    var eraser = held
    eraser.begin(as: agent(99))
    try eraser.erase(batch.erasures)
    let contents = try #require(eraser.contents(after: held.versionVector).first)
    let outcomes = try copy.receive(
      [contents.stored()], of: sectionB, serverCursor: 1, now: start)
    guard case .stored = outcomes.first else { throw StoreError.failed }
    try copy.forgetErased()
    #expect(try !isAnywhere("Brunhilde"))
    #expect(try copy.damagedBatches(of: sectionB) == [])
    #expect(try copy.tray(of: plan).count == 5)
    #expect(try copy.unsent(of: plan).count == 5)
  }
}
