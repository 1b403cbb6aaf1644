import CRDT
import Plan
import Store
import Sync

/// One part of a plan at the server: its document, and the one place where its log grows.
///
/// Laws:
/// - pushes go one at a time: judged, merged, appended in one transaction, acknowledged; so the order
///   in which batches were merged is the order in which they stand in the log;
/// - what cannot be merged is never stored; if what was merged could not be stored, the document is
///   thrown away and read again;
/// - a part whose log is damaged, or over which the process has died, takes nothing more; other parts
///   do.
actor OpenPart {
  let address: PartAddress
  let template: PartTemplate
  let store: OperationStore
  let limits: ServerLimits
  let crashGuard: CrashGuard
  private var turnstile: Turnstile

  /// Nil until it is needed, and after a failure.
  var document: PartDocument?
  /// The log's last batch that `document` holds.
  var cursor: UInt64 = 0
  /// Whose the agents of `document` are.
  var authors: [AgentID: AccountIdentifier] = [:]
  /// What the next batches are chained to, those merged and not yet stored included.
  var chain: DigestChain
  /// What is erased here, noted without an operation included.
  var erased: [Erasure] = []
  /// The bytes of the log.
  var bytes = 0
  /// Batches since the last snapshot.
  var unsaved = 0
  /// Batches that are in no segment.
  var loose = 0
  private var isCompacting = false
  private(set) var isQuarantined = false

  init(
    address: PartAddress, template: PartTemplate, store: OperationStore, limits: ServerLimits,
    crashGuard: CrashGuard
  ) {
    self.address = address
    self.template = template
    self.store = store
    self.limits = limits
    self.crashGuard = crashGuard
    chain = DigestChain(part: address)
    turnstile = Turnstile(capacity: limits.waitingPushes)
  }

  /// Takes a prefix of the batches: those before the first that is refused.
  func push(_ batches: [StoredBatch], by pusher: Pusher, received: UnixTime) async -> Push {
    guard await takeTurn() else { return Push(refusal: .unavailable) }
    defer { leave() }
    guard await open() else { return await repair(batches, by: pusher, received: received) }
    var push = Push(isFirst: cursor == 0)
    while push.taken < batches.count, push.refusal == nil {
      let rest = batches[push.taken...]
      let held = rest.prefix { holds($0) }
      if held.isEmpty {
        let (fresh, refusal) = await merge(rest, by: pusher)
        await append(fresh, to: &push, by: pusher, received: received)
        push.refusal = push.refusal ?? refusal
      } else {
        // The log decides whether it is the same batch; it has nothing to store.
        await append(Array(held), to: &push, by: pusher, received: received)
      }
    }
    return push
  }

  /// The part as it stands; nil where it cannot be opened.
  func current() async -> PartDocument? {
    guard await takeTurn() else { return nil }
    defer { turnstile.leave() }
    return await open() ? document : nil
  }

  /// Saves the state, if enough has been added since it was last saved.
  ///
  /// - Parameter minimum: batches added; nil for the limit's.
  func saveSnapshot(minimum: Int? = nil) async {
    guard await takeTurn() else { return }
    defer { leave() }
    guard !isQuarantined, let document, unsaved >= minimum ?? limits.snapshotBatches else { return }
    let snapshot = Snapshot(cursor: cursor, content: document.document.saved(.quick))
    // Only a cache: without it the next opening takes longer.
    if (try? await store.saveSnapshot(snapshot, of: address)) != nil { unsaved = 0 }
  }

  /// Puts the log's loose batches together, if there are many. Pushes go on meanwhile.
  func compact() async {
    guard wantsCompaction else { return }
    isCompacting = true
    defer { isCompacting = false }
    // Whatever keeps it from being done now: it is tried again when as many more have come.
    loose = 0
    _ = try? await store.compact(address, minimum: limits.looseBatches)
  }

  /// Whether so many loose batches have come together that it is worth while.
  var wantsCompaction: Bool { !isCompacting && !isQuarantined && loose >= limits.looseBatches }

  /// Whether the part has grown enough to be saved.
  var wantsSnapshot: Bool { unsaved >= limits.snapshotBatches }

  /// Nothing more is taken until the process starts anew, or the damage is repaired. A push under way
  /// ends as it would have.
  func quarantine() { isQuarantined = true }

  func endQuarantine() { isQuarantined = false }

  /// Waits for its turn; false if too many wait already. Whoever had one leaves.
  func takeTurn() async -> Bool {
    switch turnstile.enter() {
    case .admitted: return true
    case .refused: return false
    case .wait:
      await withCheckedContinuation { turnstile.join($0) }
      return true
    }
  }

  func leave() { turnstile.leave() }

  // MARK: Taking batches

  private func holds(_ batch: StoredBatch) -> Bool {
    batch.first < document?.document.versionVector[batch.agent] ?? 0
  }

  /// Judges and merges batches the part does not hold, up to the first that is refused or held.
  private func merge(
    _ batches: ArraySlice<StoredBatch>, by pusher: Pusher
  ) async -> (fresh: [StoredBatch], refusal: RefusalCode?) {
    var fresh: [StoredBatch] = []
    for batch in batches {
      if holds(batch) { break }
      let blanked = batch.erasing(erased)
      if let refusal = await merge(blanked, by: pusher) { return (fresh, refusal) }
      fresh.append(blanked)
    }
    return (fresh, nil)
  }

  private func merge(_ batch: StoredBatch, by pusher: Pusher) async -> RefusalCode? {
    // Only the next batch of an agent has a digest: nothing vouches for one after a gap.
    let next = document?.document.versionVector[batch.agent] ?? 0
    guard batch.first <= next else { return .gap(expected: next) }
    guard chain.isSigned(batch, by: pusher.session.device.publicKey) else {
      return .unsignedOrBadSignature
    }
    do {
      let owner = try await store.owner(of: batch.agent)
      if let owner, owner.device != pusher.session.device.id { return .agentBelongsToAnother }
    } catch {
      return .unavailable
    }
    guard batch.payload.count <= limits.partBytes - bytes else { return .tooLarge }
    let key = chain.digest(of: batch)
    let attempt = crashGuard.attempt(key) { receive(batch, by: pusher) }
    guard case .some(let refusal) = attempt else { return .malformed }
    if refusal == nil {
      bytes += batch.payload.count
      chain.extend(with: batch)
    }
    return refusal
  }

  /// Everything that works on the batch's bytes: what might crash.
  private func receive(_ batch: StoredBatch, by pusher: Pusher) -> RefusalCode? {
    let contents: BatchContents
    do { contents = try BatchContents(decoding: batch.payload) } catch { return .malformed }
    guard contents.agent == batch.agent, contents.first == batch.first,
      contents.count == Int(batch.count)
    else { return .malformed }
    if let refusal = judge(contents, of: batch, by: pusher) { return refusal }
    // Nobody else holds the document by now, so it is changed in place.
    do {
      try self.document?.document.receive([contents])
      // The next batch of the same push may change what this one made.
      authors[batch.agent] = pusher.session.account.id
      return nil
    } catch {
      return RefusalCode(error)
    }
  }

  private func judge(
    _ contents: BatchContents, of batch: StoredBatch, by pusher: Pusher
  ) -> RefusalCode? {
    guard let document else { return .unavailable }
    // What it builds on must be there before it can be judged.
    let missing = contents.parents.first {
      !document.document.contains($0) && !contents.holds($0)
    }
    if let missing { return .missingParent(missing) }
    let judgement = Judge.judge(
      contents, in: document, policy: pusher.policy, member: pusher.member
    ) { $0 == batch.agent || authors[$0] == pusher.session.account.id }
    switch judgement {
    case .allowed: return nil
    case .refused(let refusal): return RefusalCode(refusal)
    case .invalid: return .malformed
    }
  }

  /// Appends merged or held batches and counts what was taken.
  private func append(
    _ batches: [StoredBatch], to push: inout Push, by pusher: Pusher, received: UnixTime
  ) async {
    guard !batches.isEmpty else { return }
    let outcomes: [AppendOutcome]
    do {
      outcomes = try await store(batches, from: pusher.session.sender, received: received)
    } catch {
      fail(error)
      push.failure = error
      push.refusal = .unavailable
      return
    }
    for (batch, outcome) in zip(batches, outcomes) {
      if let refusal = RefusalCode(outcome) {
        // Batches already merged may be missing from the log: it is the truth.
        document = nil
        push.refusal = refusal
        return
      }
      push.taken += 1
      guard case .stored(let stored) = outcome else { continue }
      authors[batch.agent] = pusher.session.account.id
      cursor = max(cursor, stored)
      push.cursor = stored
      unsaved += 1
      loose += 1
    }
  }

  /// Appends a prefix of the batches to the log. There is an outcome for each of them up to the first
  /// that was not taken.
  func store(
    _ batches: [StoredBatch], from sender: Sender, received: UnixTime
  ) async throws(StoreError) -> [AppendOutcome] {
    let request = AppendRequest(part: address, batches: batches, stopsAtRefusal: true)
    return try await store.append([request], from: sender, received: received).first ?? []
  }

  /// After a failed append nobody knows what the log holds.
  func fail(_ error: StoreError) {
    document = nil
    switch error {
    case .damaged, .damagedRow: quarantine()
    default: break
    }
  }
}

extension BatchContents {
  /// Whether an event is one of the batch's own.
  fileprivate func holds(_ event: EventID) -> Bool {
    event.agent == agent && event.sequence >= first && event.sequence - first < UInt64(count)
  }
}
