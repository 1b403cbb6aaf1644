package import CRDT

/// One account's plans on one device, in one SQLite file: the operation logs, what the server has
/// acknowledged of them, and the tray of refused work.
///
/// Laws:
/// - One process at a time: others get `StoreError.inUse`.
/// - A batch made here is in exactly one of three places: unsent, on the server, in the tray.
/// - What a call changed is committed with `synchronous=FULL` when it returns.
/// - No secret is in it: see `SecretFile`.
package struct WorkingCopy: ~Copyable {
  let connection: Connection
  let path: String
  // Declared after the connection, to be let go after it is closed.
  private let lock: ProcessLock

  /// Opens the working copy at `path`, making it if it is absent, and brings its schema up to date.
  ///
  /// - Parameters:
  ///   - patience: how long to wait while another process has it open, in milliseconds.
  ///   - migrations: those the program carries, unless given.
  ///   - now: recorded as the time of the migrations applied.
  package init(
    path: String, patience: Int = 0, migrations: [Migration]? = nil, now: UnixTime = .now()
  ) throws(StoreError) {
    let lock = try ProcessLock(path: path + ".lock", patience: patience)
    let known: [Migration]
    if let migrations { known = migrations } else { known = try Migration.embedded() }
    connection = try Connection.writable(
      path: path, kind: .workingCopy, migrations: known, now: now)
    self.lock = lock
    self.path = path
  }

  // MARK: Agents

  /// The agents drawn on this device, retired ones too.
  package func ownAgents() throws(StoreError) -> Set<AgentID> {
    let agents = try connection.rows("SELECT agent FROM own_agent") {
      AgentID(bytes: $0.blob(0))
    }
    return Set(agents.compactMap(\.self))
  }

  // MARK: Reading the log

  /// The part's batches after `cursor` (zero for all), in order, until their payloads exceed
  /// `byteLimit`; at least one, if there is one. These cursors are the working copy's own.
  package func batches(
    of part: PartAddress, after cursor: UInt64 = 0, byteLimit: Int = .max
  ) throws(StoreError) -> BatchPage {
    try connection.batches(of: part, after: cursor, byteLimit: byteLimit)
  }

  /// The heads of the part's batches, in order. O(batches), whatever is in them.
  package func heads(of part: PartAddress) throws(StoreError) -> [BatchHead] {
    try connection.heads(of: part)
  }

  /// What the part's log holds of every agent.
  package func versionVector(of part: PartAddress) throws(StoreError) -> VersionVector {
    try connection.versionVector(of: part)
  }

  /// The cursor of the part's last batch; zero if it has none.
  package func lastCursor(of part: PartAddress) throws(StoreError) -> UInt64 {
    try connection.lastCursor(of: part)
  }

  /// What the next batches of these agents are chained to. O(agents).
  package func digestChain(
    of part: PartAddress, for agents: Set<AgentID>
  ) throws(StoreError) -> DigestChain {
    guard let row = try connection.partRow(part) else { return DigestChain(part: part) }
    var heads: [AgentID: [UInt8]] = [:]
    for agent in agents {
      heads[agent] = try connection.lastDigest(of: agent, before: .max, in: row).digest
    }
    return DigestChain(part: part, heads: heads)
  }

  /// The plan's parts that are held, by name.
  package func parts(of plan: PlanIdentifier) throws(StoreError) -> [PartAddress] {
    try connection.parts(of: plan)
  }

  /// The cursors of the part's damaged batches.
  package func damagedBatches(of part: PartAddress) throws(StoreError) -> [UInt64] {
    try connection.damagedBatches(of: part)
  }

  // MARK: Snapshots

  /// The part's snapshot, if there is a sound one; a damaged one is dropped.
  package func snapshot(of part: PartAddress) throws(StoreError) -> Snapshot? {
    switch try connection.snapshot(of: part) {
    case .absent: return nil
    case .intact(let snapshot): return snapshot
    case .damaged:
      // Only a cache: that it cannot be removed now must not stop the reader.
      try? connection.transaction { (connection) throws(StoreError) in
        try connection.dropSnapshot(of: part)
      }
      return nil
    }
  }

  /// Replaces the part's snapshot.
  package func saveSnapshot(_ snapshot: Snapshot, of part: PartAddress) throws(StoreError) {
    try connection.transaction { (connection) throws(StoreError) in
      try connection.saveSnapshot(snapshot, of: part)
    }
  }
}
