package import CRDT

/// A client's side of synchronising one plan, as a value: `generate` a request, `receive` its
/// response, carry out the actions; until `generate` returns nil.
///
/// The session does no work itself and remembers nothing durable. Its owner makes one from the stored
/// state, and throws it away if it could not store what the actions ask. A response that never
/// comes needs no call: the next `generate` simply asks again, and a late or doubled response is
/// recognised by its round and ignored.
///
/// Laws:
/// - a batch leaves the unsynced ones only by `markStored`, `moveToTray` or `rekey`;
/// - a part's unsynced batches are pushed in order, from the oldest on, without omission;
/// - a batch is signed, so it is never cut differently or joined with another once enqueued.
package struct ClientSession: Sendable {
  /// The epoch of the server the cursors belong to; zero before the first response.
  package internal(set) var epoch: UInt64
  /// The parts held, by name.
  package internal(set) var parts: [String: ClientPart]
  /// The agents this device writes under at present. A batch of one that comes from the server
  /// without having been written here betrays a clone.
  package var writers: Set<AgentID>

  private var round: UInt64
  /// The round that awaits its response.
  var awaited: UInt64?
  var wantsPull = true

  /// - Parameters:
  ///   - firstRound: any number; best a random one, so that a response to an earlier process is not
  ///     taken for one to this.
  ///   - parts: as stored.
  package init(
    epoch: UInt64 = 0, parts: [String: ClientPart] = [:], writers: Set<AgentID> = [],
    firstRound: UInt64
  ) {
    self.epoch = epoch
    self.parts = parts
    self.writers = writers
    round = firstRound
    if epoch == 0 { for name in parts.keys { self.parts[name]?.cursor = 0 } }
  }

  /// How many own batches the server has not acknowledged.
  package var unsyncedCount: Int { parts.values.reduce(0) { $0 + $1.unsynced.count } }

  /// Asks for a pull even if there is nothing to push, and tries again what had to wait: on a timer,
  /// or when the server says there is news.
  package mutating func pull() {
    wantsPull = true
    for name in parts.keys { parts[name]?.block = nil }
  }

  /// Takes a batch just written into the queue.
  ///
  /// - Throws: `unknownPart`, `badBatch`, `badPartName`, `agentRetired`, `notContiguous`. A part the
  ///   session does not know is made by `create(part:)`.
  package mutating func enqueue(_ batch: StoredBatch, in name: String) throws(SyncError) {
    guard let part = parts[name] else { throw .unknownPart }
    guard SyncLimits.isBatch(batch), let end = batch.end else { throw .badBatch }
    guard !part.retired.contains(batch.agent) else { throw .agentRetired }
    let expected = part.held[batch.agent]
    guard batch.first == expected else { throw .notContiguous(expected: expected) }
    parts[name]?.unsynced.append(batch)
    parts[name]?.held[batch.agent] = end
  }

  /// Adds a part that begins on this device, such as a new advice report; the server learns of it by
  /// the next request. Without effect for a part already held.
  package mutating func create(part name: String) throws(SyncError) {
    guard SyncLimits.isPartName(name) else { throw .badPartName }
    guard parts[name] == nil else { return }
    guard parts.count < SyncLimits.parts else { throw .limitExceeded(limit: SyncLimits.parts) }
    parts[name] = ClientPart()
  }

  /// Puts batches that were thought stored back before the unsynced ones: the owner's answer to
  /// `resend` and `uploadAgain`.
  ///
  /// - Parameter batches: own batches of the part's log, in its order. None, if `resend` asked for
  ///   some that are gone: what waits for them then goes to the tray.
  package mutating func resend(_ batches: [StoredBatch], in name: String) -> [ClientAction] {
    guard var part = parts[name] else { return [] }
    var actions: [ClientAction] = []
    part.resend(batches, name: name, actions: &actions)
    parts[name] = part
    return actions
  }

  /// The next request: nil if no pull is wanted and no batch can be pushed.
  ///
  /// Parts take turns, one batch each, starting with another part each round, so that a long queue in
  /// one does not hold up the others. O(parts + batches sent).
  ///
  /// - Parameter limit: how many bytes of batches to send; one batch is always sent, however large.
  package mutating func generate(limit: Int = SyncLimits.usualBytes) -> SyncRequest? {
    guard wantsPull || parts.values.contains(where: \.canPush) else { return nil }
    round &+= 1
    awaited = round
    let names = parts.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let queues = names.map { name in
      guard let part = parts[name], part.canPush else { return ArraySlice<StoredBatch>() }
      return part.unsynced.prefix(SyncLimits.batchesInPart)
    }
    let counts = FairShare.counts(of: queues, size: \.wireBytes, limit: limit, turn: round)
    var request = SyncRequest(round: round, epoch: epoch, parts: [])
    for (name, count) in zip(names, counts) {
      guard let part = parts[name] else { continue }
      parts[name]?.inFlight = count
      request.parts.append(
        .init(name: name, cursor: part.cursor, push: Array(part.unsynced.prefix(count))))
    }
    return request
  }
}
