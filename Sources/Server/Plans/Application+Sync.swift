import CRDT
import HTTP
import Plan
import Store
import Sync

extension Application {
  /// `POST /v1/plans/{plan}/sync`: one round of synchronisation.
  func sync(_ call: Call, _ session: Session) async throws(RequestRefusal) -> HTTPResponse {
    let request: SyncRequest
    do { request = try SyncRequest(decoding: call.request.body) } catch { throw .badSyncMessage }
    return try await locks.sharing(call.plan) { () async throws(RequestRefusal) in
      try await sync(request, call, session)
    }
  }

  private func sync(
    _ request: SyncRequest, _ call: Call, _ session: Session
  ) async throws(RequestRefusal) -> HTTPResponse {
    let context = try await context(of: session.account.id, in: call.plan)
    let asked = request.parts.map { PartID($0.name) }
    let member = context.beginning(asked, limit: limits.reportsPerAccount)
    let begun = member.ownReports.subtracting(context.member.ownReports)
    let readable = context.policy.readableParts(
      for: member, among: context.parts + begun.sorted())
    let pusher = Pusher(session: session, member: member, policy: context.policy)

    var round = ServerSession(
      epoch: epoch, received: UInt64(clamping: call.now.milliseconds))
    var outcomes: [ServerOutcome] = []
    for action in round.receive(request, readable: readable.map(\.description)) {
      switch action {
      case .append(let name, let batches):
        let push = await push(batches, into: PartID(name), by: pusher, context, call)
        outcomes.append(.appended(part: name, taken: push.taken, refusal: push.refusal))
      case .read(let name, let cursor, let bytes):
        let address = PartAddress(plan: call.plan, name: name)
        if let read = await read(address, after: cursor, bytes: bytes, context) {
          outcomes.append(read)
        }
      }
    }
    let bytes: [UInt8]
    do { bytes = try round.respond(outcomes).encoded() } catch { throw .unavailable }
    return HTTPResponse(
      status: .ok, headers: ["Content-Type": "application/octet-stream"], body: .bytes(bytes))
  }

  private func push(
    _ batches: [StoredBatch], into part: PartID, by pusher: Pusher, _ context: PlanContext,
    _ call: Call
  ) async -> Push {
    guard let template = context.template.part(part) else { return Push(refusal: .notPermitted) }
    let address = PartAddress(plan: call.plan, name: part.description)
    let push = await parts.use(address, template: template) { open in
      await open.push(batches, by: pusher, received: call.now)
    }
    if push.refusal == .unavailable {
      if let failure = push.failure { readiness.note(failure, now: call.now) }
      log(
        "push not stored", level: .error,
        [
          .init("part", .string(template.id.description)),
          .init("reason", .string(push.failure?.kind ?? "part cannot be opened")),
        ])
    }
    if let cursor = push.cursor {
      if push.isFirst { await refreshListeners(of: call.plan) }
      hub.changed(part, of: call.plan, cursor: cursor)
    }
    return push
  }

  /// Reads a part's log. One that cannot be read has no outcome, and is left out of the response; if it
  /// is damaged, it takes nothing more.
  private func read(
    _ address: PartAddress, after cursor: UInt64, bytes: Int, _ context: PlanContext
  ) async -> ServerOutcome? {
    do {
      let page = try await store.batches(of: address, after: cursor, byteLimit: bytes)
      let entries = page.batches.map {
        LogEntry(
          cursor: $0.cursor, batch: $0.batch, received: UInt64(clamping: $0.received.milliseconds))
      }
      var end = entries.last?.cursor ?? 0
      if page.hasMore || entries.isEmpty { end = try await store.lastCursor(of: address) }
      return .read(part: address.name, entries: entries, end: end)
    } catch {
      let template = context.template.part(PartID(address.name))
      // The template's name: that of a report is the client's choice, and might say too much.
      log(
        "part not readable", level: .error,
        [
          .init("part", template.map { .string($0.id.description) } ?? .null),
          .init("reason", .string(error.kind)),
        ])
      if case .damaged = error, let template {
        await parts.use(address, template: template) { await $0.quarantine() }
      }
      return nil
    }
  }

  /// Who may hear of what has changed.
  func refreshListeners(of plan: PlanIdentifier) async {
    for account in hub.accounts(listeningTo: plan) {
      let readable = try? await context(of: account, in: plan).readable
      hub.setReadable(Set(readable ?? []), for: account, in: plan)
    }
    hub.tellPresence(of: plan)
  }
}
