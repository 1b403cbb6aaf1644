package import CRDT

/// One part as a client's session sees it.
package struct ClientPart: Hashable, Sendable {
  /// The client has the server's log up to here.
  package internal(set) var cursor: UInt64
  /// What the local log holds, unsynced batches included.
  package internal(set) var held: VersionVector
  /// Own batches the server has not acknowledged, in the order they were written.
  package internal(set) var unsynced: [StoredBatch]

  /// How many batches, from the first unsynced one on, are in the request that awaits its response.
  var inFlight = 0
  /// Agents whose later events the server could not take any more.
  var retired: Set<AgentID> = []
  /// After a change of epoch: nothing is pushed before the log has been read to its end.
  var isCatchingUp = false
  /// Reading the log once more from its beginning, because it seemed to have a hole.
  var isRereading = false
  /// The hole was still there.
  var hasHole = false
  /// Why the first unsynced batch cannot be pushed just now.
  var block: Block?
  /// The event last sent again; if the server still lacks it, sending once more would not help.
  var resent: EventID?
  /// Moves to a fresh agent since a batch was last stored.
  var rekeys = 0

  enum Block: Hashable, Sendable {
    case lacking(EventID, RefusalCode)
    case unavailable
  }

  /// - Parameters:
  ///   - cursor: as last stored; zero for a part never pulled.
  ///   - held: the version vector of the local log, unsynced batches included.
  ///   - unsynced: in the order they were written.
  package init(
    cursor: UInt64 = 0, held: VersionVector = VersionVector(), unsynced: [StoredBatch] = []
  ) {
    self.cursor = cursor
    self.held = held
    self.unsynced = unsynced
  }

  /// Whether a request would carry work of this part.
  var canPush: Bool { !unsynced.isEmpty && block == nil && !isCatchingUp }

  /// Forgets what was known of the server's log.
  mutating func startOver() {
    cursor = 0
    inFlight = 0
    isCatchingUp = true
    isRereading = false
    hasHole = false
    block = nil
    resent = nil
  }
}
