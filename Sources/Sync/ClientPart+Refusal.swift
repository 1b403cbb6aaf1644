import CRDT

/// What becomes of a batch the server did not take, and of what was written after it.
///
/// An agent's later events build on its earlier ones, so under that agent nothing can follow a batch
/// that is refused for good: it and the same agent's later batches go to the tray together, the agent
/// is retired in the part, and its owner goes on under a fresh one. Unsynced batches of *other* agents
/// stay queued and are judged on their own: they flow on unless they build on the refused work, which
/// the server then says (`missingParent`), and they follow it into the tray.
///
/// Where the agent's name is at fault and not the work, everything unsynced from there on is re-keyed
/// together, whichever agent wrote it: later batches may name the colliding events as parents, and on
/// the server those names already mean another's events.
extension ClientPart {
  /// Deals with the refusal of the unsynced batch at `index`.
  mutating func refuse(
    at index: Int, _ code: RefusalCode, name: String, actions: inout [ClientAction]
  ) {
    switch code {
    case .impersonation, .agentBelongsToAnother:
      if let rekey = rekey(from: index, code: code, name: name, actions: &actions) {
        actions.append(rekey)
      }
    case .gap(let expected):
      let event = EventID(agent: unsynced[index].agent, sequence: expected)
      lack(event, at: index, code, name: name, actions: &actions)
    case .missingParent(let event):
      lack(event, at: index, code, name: name, actions: &actions)
    case .unavailable:
      block = .unavailable
      actions.append(.retryLater(part: name))
    default:
      moveToTray(at: index, code, name: name, actions: &actions)
    }
  }

  /// The server lacks what the batch builds on. What is held here is sent again, once; what is not
  /// held was refused itself.
  private mutating func lack(
    _ event: EventID, at index: Int, _ code: RefusalCode, name: String,
    actions: inout [ClientAction]
  ) {
    let batch = unsynced[index]
    let isItself = event.agent == batch.agent && event.sequence >= batch.first
    guard held.contains(event), !isItself, resent != event else {
      return moveToTray(at: index, code, name: name, actions: &actions)
    }
    block = .lacking(event, code)
    actions.append(.resend(part: name, from: event))
  }

  /// Puts batches of the log back before the unsynced ones, in their order, and lets the part be
  /// pushed again. None, although some were asked for, sends what waits to the tray.
  mutating func resend(
    _ batches: [StoredBatch], name: String, actions: inout [ClientAction]
  ) {
    if case .lacking(let event, let code) = block {
      block = nil
      resent = event
      if batches.isEmpty, !unsynced.isEmpty {
        return moveToTray(at: 0, code, name: name, actions: &actions)
      }
    }
    let queued = Set(unsynced.map { EventID(agent: $0.agent, sequence: $0.first) })
    let missing = batches.filter {
      SyncLimits.isBatch($0) && !queued.contains(EventID(agent: $0.agent, sequence: $0.first))
    }
    unsynced.insert(contentsOf: missing, at: 0)
    inFlight = 0
  }

  /// Gives up the batch at `index` and the same agent's later ones.
  private mutating func moveToTray(
    at index: Int, _ code: RefusalCode, name: String, actions: inout [ClientAction]
  ) {
    let refused = unsynced[index]
    let cause = EventID(agent: refused.agent, sequence: refused.first)
    var batches = [RefusedBatch(batch: refused, code: code, follows: nil)]
    var kept = unsynced[..<index]
    for batch in unsynced[(index + 1)...] {
      if batch.agent == refused.agent {
        batches.append(RefusedBatch(batch: batch, code: code, follows: cause))
      } else {
        kept.append(batch)
      }
    }
    drop(batches.map(\.batch), keeping: kept)
    actions.append(.moveToTray(part: name, batches: batches))
  }

  /// Takes all unsynced batches from `index` on out; returns the action by which they come back under
  /// another name, due once what the server sent is stored. Nil if that was tried too often.
  ///
  /// Batches among the `known` entries stay: the server has them under these very names, from a clone
  /// that shares them, and they are about to be recognised.
  mutating func rekey(
    from index: Int, code: RefusalCode, sparing known: [LogEntry] = [], name: String,
    actions: inout [ClientAction]
  ) -> ClientAction? {
    guard rekeys < SyncLimits.rekeysWithoutProgress else {
      moveToTray(at: index, code, name: name, actions: &actions)
      return nil
    }
    rekeys += 1
    let agent = unsynced[index].agent
    let known = Dictionary(
      known.map { (EventID(agent: $0.batch.agent, sequence: $0.batch.first), $0.batch) },
      uniquingKeysWith: { first, _ in first })
    let isMoved = { (batch: StoredBatch) in
      known[EventID(agent: batch.agent, sequence: batch.first)]?.isSameWork(as: batch) != true
    }
    let moved = unsynced[index...].filter(isMoved)
    drop(moved, keeping: unsynced[..<index] + unsynced[index...].filter { !isMoved($0) })
    actions.append(.takeOut(part: name, batches: moved))
    return .rekey(part: name, agent: agent, batches: moved)
  }

  /// The part no longer holds these batches, and never again will under their names.
  private mutating func drop(_ batches: [StoredBatch], keeping kept: ArraySlice<StoredBatch>) {
    for batch in batches {
      retired.insert(batch.agent)
      held[batch.agent] = min(held[batch.agent], batch.first)
    }
    unsynced = Array(kept)
    inFlight = min(inFlight, kept.count)
    block = nil
  }
}
