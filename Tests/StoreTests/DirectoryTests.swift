import CRDT
import Store
import Testing

struct DirectoryTests {
  private let folder: TemporaryFolder
  private let store: OperationStore
  private let priya = Account(id: .random(), name: "Priya Shah", email: nil)
  private let okoro = Account(id: .random(), name: "M. Okoro", email: "okoro@example.gov.uk")
  private let record = PlanRecord(
    id: plan, reference: "MK-0412", pack: "England", packVersion: "2026.1", preset: "co-written",
    phase: "gather", created: start)
  private let key = Cryptography.KeyPair()

  init() async throws {
    folder = try TemporaryFolder()
    store = try OperationStore(path: folder.file("server.db"))
    try await store.apply(
      [.addAccount(priya), .addAccount(okoro), .addPlan(record)], now: start)
  }

  private func signIn(
    _ code: InvitationCode, key: Cryptography.KeyPair? = nil, now: UnixTime = start
  ) async throws -> SignIn? {
    try await store.signIn(
      with: code, label: "priya-laptop", publicKey: (key ?? self.key).publicKey, now: now)
  }

  @Test func `plans are found by name and by reference in either case`() async throws {
    #expect(try await store.plan(plan) == record)
    #expect(try await store.plan(reference: "mk-0412") == record)
    #expect(try await store.plan(reference: "MK-0413") == nil)
    #expect(try await store.plans() == [record])
  }

  @Test func `a reference is given once`() async throws {
    let other = PlanRecord(
      id: .random(), reference: "mk-0412", pack: "England", packVersion: "2026.1",
      preset: "co-written", phase: "gather", created: start)
    do throws(StoreError) {
      try await store.apply([.addPlan(other)], now: start)
      Issue.record("one reference for two plans")
    } catch {
      guard case .constraint = error else { throw error }
    }
  }

  @Test func `changes and the acts they follow from are all made or none`() async throws {
    let act = AuditAct(actor: okoro.id, plan: plan, kind: "draft-served")
    await #expect(throws: StoreError.absent(table: "plan")) {
      try await store.apply(
        [.setPhase("final", of: plan), .setPhase("final", of: PlanIdentifier("none"))],
        recording: [act], now: start)
    }
    #expect(try await store.plan(plan)?.phase == "gather")
    #expect(try await store.audit() == [])
    let entries = try await store.apply(
      [.setPhase("final", of: plan)], recording: [act], now: start)
    #expect(try await store.plan(plan)?.phase == "final")
    #expect(try await store.audit() == entries)
  }

  @Test func `members are listed with their rights`() async throws {
    let membership = Membership(
      plan: plan, account: priya.id, role: "ep", overrides: ["C": "none", "B": "edit"])
    try await store.apply(
      [
        .setMembership(membership),
        .setMembership(Membership(plan: plan, account: okoro.id, role: "caseworker")),
      ], now: start)
    #expect(try await store.membership(of: priya.id, in: plan) == membership)
    #expect(try await store.members(of: plan).map(\.account) == [okoro, priya])
    #expect(try await store.plans(of: priya.id).map(\.membership) == [membership])
    try await store.apply([.removeMembership(plan: plan, account: priya.id)], now: start)
    #expect(try await store.membership(of: priya.id, in: plan) == nil)
  }

  @Test func `a code signs one device in, once`() async throws {
    let code = try await store.invite(priya.id, now: start)
    let signIn = try #require(try await signIn(code))
    let session = try #require(try await store.session(of: signIn.token))
    #expect(session.account == priya)
    #expect(session.device.publicKey == key.publicKey)
    #expect(session.device.label == "priya-laptop")
    #expect(try await self.signIn(code, key: Cryptography.KeyPair()) == nil)
    #expect(try await store.devices(of: priya.id).count == 1)
  }

  @Test func `a device whose answer was lost may ask again`() async throws {
    let code = try await store.invite(priya.id, now: start)
    let lost = try #require(try await signIn(code))
    let again = try #require(try await signIn(code))
    #expect(again.device == lost.device && again.token != lost.token)
    #expect(try await store.session(of: lost.token) == nil)
    #expect(try await store.session(of: again.token) != nil)
  }

  @Test func `a code expires`() async throws {
    let code = try await store.invite(priya.id, now: start)
    #expect(try await signIn(code, now: start.adding(seconds: 600)) == nil)
    let posted = try await store.invite(priya.id, lifetime: 14 * 86_400, now: start)
    #expect(try await signIn(posted, now: start.adding(seconds: 13 * 86_400)) != nil)
    await #expect(throws: StoreError.badInput(.lifetime)) {
      try await store.invite(priya.id, lifetime: 0, now: start)
    }
  }

  @Test func `after too many wrong guesses the right code is void too`() async throws {
    let code = try await store.invite(priya.id, now: start)
    let last = try #require(code.text.last)
    let wrong = try #require(InvitationCode(code.text.dropLast() + (last == "X" ? "W" : "X")))
    for _ in 0..<StoreLimits.invitationAttempts { #expect(try await signIn(wrong) == nil) }
    #expect(try await signIn(code) == nil)
  }

  @Test func `one wrong guess does no harm`() async throws {
    let code = try await store.invite(priya.id, now: start)
    let last = try #require(code.text.last)
    let wrong = try #require(InvitationCode(code.text.dropLast() + (last == "X" ? "W" : "X")))
    #expect(try await signIn(wrong) == nil)
    #expect(try await signIn(code) != nil)
  }

  @Test func `codes are read as people type them, and do not show in logs`() async throws {
    let code = try await store.invite(priya.id, now: start)
    let text = code.text
    #expect(text.utf8.count == 14)
    #expect(InvitationCode(text.lowercased()) == code)
    #expect(InvitationCode(" " + text.filter { $0 != "-" } + " ") == code)
    #expect(InvitationCode("WDJB-MJHT-7QKX")?.text == "WDJB-MJHT-7QKX")
    for bad in ["", "WDJB-MJHT-7QK", "WDJB-MJHT-7QKXX", "WDJB-MJHT-7QK0", "WDJB-MJHT-7QKÉ"] {
      #expect(InvitationCode(bad) == nil)
    }
    #expect(!"\(code)".contains(text.suffix(4)))
    let token = try #require(try await signIn(code)).token
    #expect(!"\(token)".contains(token.text.prefix(8)))
    #expect(AccessToken(token.text) == token)
    #expect(AccessToken(token.text + "00") == nil && AccessToken("") == nil)
  }

  @Test func `a revoked device has no session`() async throws {
    let signIn = try #require(try await signIn(store.invite(priya.id, now: start)))
    let later = start.adding(seconds: 60)
    try await store.apply([.markSeen(signIn.device)], now: later)
    #expect(try await store.session(of: signIn.token)?.device.lastSeen == later)
    try await store.apply([.revokeDevice(signIn.device)], now: later)
    #expect(try await store.session(of: signIn.token) == nil)
    #expect(try await store.devices(of: priya.id).map(\.revoked) == [later])
  }

  @Test func `a new epoch differs from the last, and no token and no code is good in it`()
    async throws
  {
    let token = try #require(try await signIn(store.invite(priya.id, now: start))).token
    let code = try await store.invite(priya.id, now: start)
    let before = try await store.epoch()
    try await store.beginEpoch(now: start)
    #expect(try await store.epoch() != before)
    #expect(try await store.session(of: token) == nil)
    #expect(try await signIn(code) == nil)
  }

  @Test func `an agent belongs to one device for ever`() async throws {
    let first = try #require(try await signIn(store.invite(priya.id, now: start)))
    let second = try #require(
      try await signIn(store.invite(okoro.id, now: start), key: Cryptography.KeyPair()))
    let priyas = Sender(account: priya.id, device: first.device)
    let okoros = Sender(account: okoro.id, device: second.device)
    func append(_ batch: StoredBatch, _ sender: Sender?) async throws -> [AppendOutcome] {
      try await store.append([batch], to: sectionB, from: sender, received: start)
    }
    #expect(try await append(batch(1, 5), priyas) == [.gap(expected: 0)])
    #expect(try await append(batch(1, 0), okoros) == [.stored(cursor: 1)], "a gap claims nothing")
    #expect(try await append(batch(1, 1), priyas) == [.foreignAgent])
    #expect(try await append(batch(1, 0), priyas) == [.foreignAgent])
    #expect(try await append(batch(1, 1), nil) == [.foreignAgent])
    #expect(try await append(batch(2, 0), nil) == [.stored(cursor: 2)])
    #expect(try await append(batch(2, 1), okoros) == [.foreignAgent])
    #expect(try await store.authors(of: plan) == [agent(1): okoro.id])
    let page = try await store.batches(of: sectionB, after: 0, byteLimit: .max)
    #expect(page.batches.map(\.account) == [okoro.id, nil])
  }
}
