import CRDT
import Foundation
import Store
import Testing

/// Acts, what they freeze, and what keeps a plan from being erased.
@Suite struct OfficialActStoreTests {
  private let folder: TemporaryFolder
  private let store: OperationStore
  private let okoro = Account(
    id: AccountIdentifier("a1"), name: "M. Okoro", email: nil, office: "caseworker")

  init() async throws {
    folder = try TemporaryFolder()
    store = try OperationStore(path: folder.file("server.db"))
    let record = PlanRecord(
      id: plan, reference: "MK-1", pack: "p", packVersion: "1", preset: "x", phase: "gather",
      created: start)
    try await store.apply([.addAccount(okoro), .addPlan(record)], now: start)
  }

  private func version(_ content: String = "{}") -> FrozenVersionRecord {
    FrozenVersionRecord(
      manifest: "{}", fingerprint: [UInt8](repeating: 7, count: 32),
      parts: [
        FrozenPartRecord(
          part: "B", frontier: "a-1 b-2", content: Array(content.utf8),
          salt: [UInt8](repeating: 1, count: 32), commitment: [UInt8](repeating: 2, count: 32))
      ])
  }

  private var act: AuditAct {
    AuditAct(actor: okoro.id, plan: plan, kind: "draft-served", payload: "{}")
  }

  @Test func `entry, phase and frozen version are one transaction`() async throws {
    let entry = try await store.perform(
      act, on: plan, phase: "served-draft", freezing: version(), now: start)
    #expect(try await store.plan(plan)?.phase == "served-draft")
    #expect(try await store.frozenVersion(entry.number, of: plan) == version())
    #expect(try await store.frozenFrontiers(of: plan) == [entry.number: ["B": "a-1 b-2"]])
    let acts = try await store.acts(of: plan, kinds: ["draft-served"])
    #expect(acts.map(\.name) == ["M. Okoro"] && acts.map(\.entry) == [entry])
    // A version the database refuses takes entry and phase along.
    var bad = version()
    bad.fingerprint = [1]
    await #expect(throws: StoreError.self) {
      try await store.perform(act, on: plan, phase: "final", freezing: bad, now: start)
    }
    #expect(try await store.plan(plan)?.phase == "served-draft")
    #expect(try await store.auditHead().count == 1)
    #expect(try await store.frozenVersion(entry.number, of: PlanIdentifier("another")) == nil)
  }

  @Test func `only a report with a signature counts as signed`() async throws {
    try await store.perform(act, on: plan, freezing: version(), now: start)
    #expect(try await store.signedReports(of: plan) == [])
    var report = version()
    report.parts[0].part = "advice-x"
    report.parts[0].publicKey = [UInt8](repeating: 3, count: 32)
    report.parts[0].signature = [UInt8](repeating: 4, count: 64)
    try await store.perform(act, on: plan, freezing: report, now: start)
    #expect(try await store.signedReports(of: plan) == ["advice-x"])
  }

  @Test func `a frozen content loses the words that are erased, and nothing else`() async throws {
    let agent = AgentID(high: 4, low: 4)
    let excerpt = Excerpt(
      frame: [1], values: [(EventID(agent: agent, sequence: 0), Array("Brunhilde".utf8))],
      text: "with Brunhilde, daily",
      events: [.init(first: EventID(agent: agent, sequence: 1), count: 21)],
      seed: .random())
    let salt = Cryptography.randomBytes(32)
    var frozen = version()
    frozen.parts[0].content = excerpt.encoded()
    frozen.parts[0].salt = salt
    frozen.parts[0].commitment = excerpt.commitment(salt: salt)
    var old = version("{\"words\":\"Brunhilde\"}")
    old.parts[0].part = "C"
    frozen.parts += old.parts
    let entry = try await store.perform(act, on: plan, freezing: frozen, now: start).number
    for part in ["B", "C"] {
      // Of the name's nine letters one is enough: words go whole.
      try await store.noteErased(
        [Erasure(agent: agent, events: 0..<1), Erasure(agent: agent, events: 8..<9)],
        in: PartAddress(plan: plan, name: part))
    }
    let kept = try #require(try await store.frozenVersion(entry, of: plan)).parts
    let left = try Excerpt(decoding: try #require(kept[0].content))
    #expect(left.text == "with █████████, daily" && left.values == [nil])
    #expect(kept[0].isSound && kept[0].commitment == frozen.parts[0].commitment)
    #expect(kept[1].content == nil, "what does not say who wrote what goes as a whole")
    for file in ["server.db", "server.db-wal"] {
      let bytes = FileManager.default.contents(atPath: folder.file(file)) ?? Data()
      #expect(bytes.range(of: Data("Brunhilde".utf8)) == nil)
    }
    var altered = kept[0]
    altered.content = left.with(.none).encoded()
    #expect(!altered.isSound)
  }

  @Test func `leaves lead from any head to the present one`() async throws {
    var heads = [try await store.auditHead()]
    for _ in 0..<5 {
      try await store.perform(act, on: plan, now: start)
      heads.append(try await store.auditHead())
    }
    for head in heads {
      var reached = head
      for leaf in try await store.auditLeaves(from: head.count, limit: 100) {
        reached = reached.extended(by: leaf)
      }
      #expect(reached == heads.last)
    }
    #expect(try await store.auditLeaves(from: 2, limit: 2).count == 2)
    #expect(try await store.auditLeaves(from: 9, limit: 2).isEmpty)
  }

  @Test func `what was frozen goes only with its plan, and a held plan does not go`() async throws {
    try await store.perform(act, on: plan, freezing: version("{\"words\":1}"), now: start)
    try await store.hold(plan, reason: "Tribunal", recording: act, now: start)
    #expect(try await store.holds().map(\.reason) == ["Tribunal"])
    await #expect(throws: StoreError.self) {
      try await store.erase(plan, recording: [act], now: start)
    }
    #expect(try await store.plan(plan) != nil)
    #expect(try await store.frozenVersion(0, of: plan) != nil)
    try await store.release(plan, recording: act, now: start)
    await #expect(throws: StoreError.absent(table: "legal_hold")) {
      try await store.release(plan, recording: act, now: start)
    }
    try await store.erase(plan, recording: [act], now: start)
    #expect(try await store.frozenVersion(0, of: plan) == nil)
    let head = try await store.auditHead()
    #expect(try await store.auditVerify() == .sound(head))
    await #expect(throws: StoreError.self) {
      try await store.hold(PlanIdentifier("none"), reason: "x", recording: act, now: start)
    }
  }
}
