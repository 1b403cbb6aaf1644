import CRDT
import Plan
import Store
import Sync

extension Workspace {
  /// Exchanges work with the server until both hold the same.
  ///
  /// Each round's answer is carried out in one transaction. Cut off anywhere, a later sync goes on
  /// from what is on disk.
  ///
  /// - Parameter told: what was done so far, after each round.
  /// - Throws: `network` and `server` above all; what was exchanged until then stays exchanged.
  @discardableResult
  nonisolated(nonsending) package func sync(
    _ plan: OpenPlan, with remote: Remote, told: (SyncReport) -> Void = { _ in }
  ) async throws(ClientError) -> SyncReport {
    var report = SyncReport()
    session = try makeSession(plan)
    moves = []
    defer { session = nil }
    do {
      while true {
        if session == nil { session = try makeSession(plan) }
        guard let request = session?.generate() else {
          if try sayAgain(of: plan, &report) { continue }
          break
        }
        let response = try await remote.sync(request, plan: plan.id.description)
        answered = Self.time(response.received)
        let actions = session?.receive(response) ?? []
        try carryOut(actions, of: plan, report: &report)
        told(report)
        if actions.contains(.wait) { break }
      }
      if !report.erased.isEmpty { try forgetErased() }
      report.auditBreak = try await refresh(plan, from: remote)
      let known = Set(plan.acts.map(\.entry))
      report.acts = try self.plan(plan.reference).acts.filter { !known.contains($0.entry) }
      try saveSnapshots(of: try self.plan(plan.reference))
    } catch {
      report.unsent = try unsent(of: plan).values.reduce(0, +)
      throw error
    }
    report.unsent = try unsent(of: plan).values.reduce(0, +)
    report.drafted = try drafted(of: plan).values.reduce(0, +)
    return report
  }

  /// Fetches what the server says of a plan: rights, phase, people, official acts and what they
  /// froze.
  ///
  /// - Returns: where the server's audit log does not continue what this device knew of it; nil where
  ///   it does.
  @discardableResult
  nonisolated(nonsending) package func refresh(
    _ plan: OpenPlan, from remote: Remote
  ) async throws(ClientError) -> UInt64? {
    let details = try await remote.plan(plan.identifier)
    try save(details)
    try await fetchVersions(of: try self.plan(plan.identifier), from: remote)
    return try await followAudit(to: details.auditHead, from: remote)
  }

  /// Notes what the server says of a plan. Makes the plan known, if it is not.
  package func save(_ details: RemotePlanDetails) throws(ClientError) {
    let plan = details.plan
    let known = KnownPlan(
      plan: PlanRecord(
        id: PlanIdentifier(plan.id), reference: plan.reference, pack: plan.pack,
        packVersion: plan.packVersion, preset: plan.preset, phase: plan.phase,
        created: UnixTime(milliseconds: 0)),
      role: plan.role)
    try store.atomically(failure: ClientError.store) { (store) throws(ClientError) in
      do {
        try store.save(known)
        for (name, right) in details.rights.sorted(by: { $0.key < $1.key }) {
          try store.setPermission(
            right.rawValue, in: PartAddress(plan: known.plan.id, name: name))
        }
        try store.setPeople(details.people, authors: details.authors, of: known.plan.id)
        try store.setActs(details.acts.map(\.known), of: known.plan.id)
      } catch { throw ClientError(error) }
    }
  }

  private func makeSession(_ plan: OpenPlan) throws(ClientError) -> ClientSession {
    do {
      var unsynced: [String: [StoredBatch]] = [:]
      let kept = Set(try store.privateBatches(of: plan.id).map(\.batch))
      for entry in try store.unsent(of: plan.id) where !kept.contains(entry.batch) {
        unsynced[entry.part.name, default: []].append(entry.batch)
      }
      var parts: [String: ClientPart] = [:]
      for state in try store.partStates(of: plan.id) {
        let name = state.part.name
        parts[name] = ClientPart(
          cursor: state.serverCursor, held: try store.versionVector(of: state.part),
          unsynced: unsynced[name] ?? [])
      }
      let epoch = try store.value(of: .epoch).flatMap { UInt64($0) } ?? 0
      return ClientSession(
        epoch: epoch, parts: parts, writers: try drawnWriters(),
        firstRound: Cryptography.randomAgent().high)
    } catch { throw ClientError(error) }
  }

  // MARK: Actions

  private func carryOut(
    _ actions: [ClientAction], of plan: OpenPlan, report: inout SyncReport
  ) throws(ClientError) {
    var done = report
    let movesBefore = moves
    do {
      try store.atomically(failure: ClientError.store) { (store) throws(ClientError) in
        for action in actions { try carryOut(action, of: plan, in: store, report: &done) }
      }
    } catch {
      // The session has seen an answer that the store has not.
      session = nil
      documents = [:]
      moves = movesBefore
      throw error
    }
    report = done
  }

  private func carryOut(
    _ action: ClientAction, of plan: OpenPlan, in store: borrowing Store.WorkingCopy,
    report: inout SyncReport
  ) throws(ClientError) {
    do {
      switch action {
      case .learnEpoch(let epoch):
        try store.set(.epoch, to: String(epoch))
      case .uploadAgain(let epoch):
        try uploadAgain(epoch, of: plan, in: store, &report)
      case .open(let part):
        try store.setPermission(Right.read.rawValue, in: plan.address(PartID(part)))
        report.opened.append(PartID(part))
      case .withhold(let part):
        try store.withhold(
          plan.address(PartID(part)), reason: RefusalCode.notPermitted.name, now: .now())
        documents[plan.address(PartID(part))] = nil
        report.withheld.append(PartID(part))
      case .store(let part, let entries, let cursor):
        try take(entries, cursor: cursor, part: PartID(part), of: plan, in: store, &report)
      case .markStored(let part, let agent, let next):
        let address = plan.address(PartID(part))
        let before = try store.unsentHeads(of: plan.id).count
        try store.markStored(address, agent: agent, upTo: next, at: answered)
        report.stored[PartID(part), default: 0] +=
          before - (try store.unsentHeads(of: plan.id).count)
      case .moveToTray(let part, let batches):
        try moveToTray(batches, part: PartID(part), of: plan, in: store, &report)
      case .takeOut(let part, let batches):
        try store.takeOut(batches, of: plan.address(PartID(part)))
        documents[plan.address(PartID(part))] = nil
      case .rekey(let part, let agent, let batches):
        try store.retire(agent)
        forget(agent)
        try rewrite(batches, part: PartID(part), of: plan, in: store)
        report.hasMovedWork = report.hasMovedWork || !batches.isEmpty
      case .resend(let part, let event):
        try resend(from: event, part: PartID(part), of: plan, in: store, &report)
      case .retryLater(let part), .reportHole(let part, _):
        if !report.delayed.contains(PartID(part)) { report.delayed.append(PartID(part)) }
      case .erasePlan:
        try store.remove(plan.id)
        documents = [:]
      case .again, .wait, .even:
        break
      }
    } catch { throw ClientError(error) }
  }

  /// Sees to it that erased words stand in no file any more.
  private func forgetErased() throws(ClientError) {
    do { try store.forgetErased() } catch { throw ClientError(error) }
  }

  /// Gives the session back, in the log's order, what the server had acknowledged before it was
  /// restored.
  private func uploadAgain(
    _ epoch: UInt64, of plan: OpenPlan, in store: borrowing Store.WorkingCopy,
    _ report: inout SyncReport
  ) throws {
    let waiting = Set(try store.unsent(of: plan.id).map(\.batch))
    try store.beginEpoch(epoch)
    report.hasRestoredServer = true
    var again: [PartAddress: [StoredBatch]] = [:]
    for entry in try store.unsent(of: plan.id) where !waiting.contains(entry.batch) {
      again[entry.part, default: []].append(entry.batch)
    }
    for (part, batches) in again.sorted(by: { $0.key < $1.key }) {
      let more = session?.resend(batches, in: part.name) ?? []
      for action in more { try carryOut(action, of: plan, in: store, report: &report) }
    }
  }

  private func take(
    _ entries: [LogEntry], cursor: UInt64, part: PartID, of plan: OpenPlan,
    in store: borrowing Store.WorkingCopy, _ report: inout SyncReport
  ) throws {
    let address = plan.address(part)
    let outcomes = try store.receive(
      entries.map(\.batch), of: address, serverCursor: cursor,
      times: entries.map { Self.time($0.received) ?? .now() }, now: .now())
    for (entry, outcome) in zip(entries, outcomes) {
      switch outcome {
      case .stored where !entry.batch.erasures.isEmpty:
        if !report.erased.contains(part) { report.erased.append(part) }
      case .stored:
        report.received[part, default: [:]][entry.batch.agent, default: 0] += 1
        report.arrived[part, default: []].append(entry.batch.stretch)
      case .duplicate, .repaired: break
      default: throw ClientError.notStored(part, outcome)
      }
    }
    // Refused once and there after all: by a clone of this device, or before a cut connection.
    for kept in try store.tray(of: plan.id) where kept.part == address {
      if entries.contains(where: { $0.batch.isSameWork(as: kept.batch) }) {
        try store.removeFromTray(kept.id)
      }
    }
    documents[address] = nil
  }

  /// A time the server gave; nil where it gave none.
  private static func time(_ milliseconds: UInt64) -> UnixTime? {
    milliseconds == 0 ? nil : UnixTime(milliseconds: Int64(clamping: milliseconds))
  }

  private func moveToTray(
    _ batches: [RefusedBatch], part: PartID, of plan: OpenPlan,
    in store: borrowing Store.WorkingCopy, _ report: inout SyncReport
  ) throws {
    // An agent's first refused batch takes its later ones along.
    var done = Set<AgentID>()
    for refused in batches where done.insert(refused.batch.agent).inserted {
      try store.refuse(
        plan.address(part), agent: refused.batch.agent, from: refused.batch.first,
        reason: refused.code.name, now: .now())
      forget(refused.batch.agent)
    }
    documents[plan.address(part)] = nil
    if let code = batches.first?.code {
      report.refused.append(SyncReport.Refusal(part: part, code: code.name, count: batches.count))
    }
  }

  private func resend(
    from event: EventID, part: PartID, of plan: OpenPlan,
    in store: borrowing Store.WorkingCopy, _ report: inout SyncReport
  ) throws {
    guard try store.ownAgents().contains(event.agent) else { return }
    let batches = try store.markUnsent(plan.address(part), from: event)
    let more = session?.resend(batches, in: part.description) ?? []
    for action in more { try carryOut(action, of: plan, in: store, report: &report) }
  }

  /// Writes batches again, each under an agent derived from it, so that a clone of this device that
  /// does the same gives the same work the same name.
  private func rewrite(
    _ batches: [StoredBatch], part: PartID, of plan: OpenPlan,
    in store: borrowing Store.WorkingCopy
  ) throws {
    guard let key = credentials?.key else { throw ClientError.notSignedIn }
    let address = plan.address(part)
    let held = try store.versionVector(of: address)
    for batch in batches {
      guard let derived = Self.derivedAgent(batch, in: address) else { continue }
      moves.append((batch.agent, batch.first, derived))
      var contents: BatchContents
      do { contents = try BatchContents(decoding: batch.payload) } catch {
        throw ClientError.unreadable(part, .malformed(error))
      }
      // Backwards: what lies after a later batch's first event is that one's. Moves in other parts
      // count too, for records there are linked to from here.
      for move in moves.reversed() {
        contents = contents.renaming(from: move.agent, first: move.first, to: move.to)
      }
      if held[derived] > 0 { continue }
      try store.adopt(derived)
      let rewritten = contents.stored().signed(in: address, by: key)
      for outcome in try store.append([rewritten], to: address, now: .now()) {
        guard case .stored = outcome else { throw ClientError.notStored(part, outcome) }
      }
      try store.renameInStrokes(batch, of: address, to: rewritten)
      do { try session?.enqueue(rewritten, in: part.description) } catch {
        throw ClientError.sync(error)
      }
    }
    documents[address] = nil
  }

  private static func derivedAgent(_ batch: StoredBatch, in part: PartAddress) -> AgentID? {
    let digest = batch.digest(in: part, after: StoredBatch.noDigest)
    let hash = Cryptography.blake2b(Array("ehcp moved 2\0".utf8) + digest)
    return AgentID(Cryptography.hexadecimal(Array(hash.prefix(16))))
  }
}
