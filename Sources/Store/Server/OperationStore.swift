package import CRDT

/// The server's database: operation logs, directory and audit log.
///
/// Laws:
/// - One process at a time, and in it one writing connection, owned by this actor on a queue of its
///   own; reads go through separate connections and wait for no writer.
/// - A call that writes returns after its transaction is committed with `synchronous=FULL`: what it
///   reports as stored survives a power cut.
/// - Appends that wait at the same moment share one transaction, and so one sync of the disk.
/// - After an error that leaves the disk's content unknown it never writes again
///   (`StoreError.failed`); a new process must look at the file afresh. Reads go on. A full disk is
///   not such an error: SQLite undoes the transaction, and later writes are tried again.
package actor OperationStore {
  private let executor = QueueExecutor(label: "ehcp.store.writer")
  // In the order in which they are to be let go: the last connection to close tidies the log away,
  // and must be the one that may write; only then may another process come in.
  private let readers: [DatabaseReader]
  private let connection: Connection
  private let lock: ProcessLock
  private var nextReader = 0

  private var inbox: [WaitingAppend] = []
  private var inboxBytes = 0
  private var isCommitScheduled = false

  /// Whether the store has stopped writing for good.
  package var hasFailed: Bool { connection.hasFailed }
  /// How many transactions were committed since it was opened.
  package private(set) var commits = 0

  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// Opens the database at `path`, making it if it is absent, and brings its schema up to date.
  ///
  /// - Parameters:
  ///   - migrations: those the program carries, unless given.
  ///   - patience: how long to try while another process has it open, in milliseconds. A child that
  ///     a process is just spawning shares its locks until it has become another program.
  ///   - now: recorded as the time of the migrations applied.
  /// - Throws: `inUse` if another process has it open, `newerSchema`, `wrongKind`,
  ///   `migrationChanged`, or an error of SQLite.
  package init(
    path: String, migrations: [Migration]? = nil, patience: Int = 300, now: UnixTime = .now()
  ) throws(StoreError) {
    let lock = try ProcessLock(path: path + ".lock", patience: patience)
    let known: [Migration]
    if let migrations { known = migrations } else { known = try Migration.embedded() }
    let connection = try Connection.writable(
      path: path, kind: .server, migrations: known, now: now)
    if try connection.epoch() == nil {
      try connection.transaction { (connection) throws(StoreError) in
        try connection.addEpoch(now: now)
      }
    }
    var readers: [DatabaseReader] = []
    for _ in 0..<StoreLimits.readers {
      readers.append(try DatabaseReader(path: path, migrations: known))
    }
    self.lock = lock
    self.connection = connection
    self.readers = readers
  }

  // MARK: Operation log

  /// Appends batches to their parts' logs, all in one transaction, and gives each batch's outcome in
  /// the order of the requests. Sending again what was sent before has no effect.
  ///
  /// - Parameters:
  ///   - sender: whose batches they are; nil for the server's own. An agent belongs for ever to the
  ///     device that first stored a batch under it.
  ///   - received: the server's time, kept as evidence.
  package func append(
    _ requests: [AppendRequest], from sender: Sender?, received: UnixTime
  ) async throws(StoreError) -> [[AppendOutcome]] {
    guard !hasFailed else { throw .failed }
    let bytes = requests.reduce(0) { $0 + $1.byteCount }
    guard inboxBytes <= StoreLimits.waitingBytes - min(bytes, StoreLimits.waitingBytes) else {
      throw .overloaded
    }
    let result = await withCheckedContinuation { continuation in
      inbox.append(
        WaitingAppend(
          requests: requests, sender: sender, received: received, bytes: bytes,
          continuation: continuation))
      inboxBytes += bytes
      scheduleCommit()
    }
    return try result.get()
  }

  /// Appends batches to one part's log: see `append(_:from:received:)`.
  package func append(
    _ batches: [StoredBatch], to part: PartAddress, from sender: Sender?, received: UnixTime
  ) async throws(StoreError) -> [AppendOutcome] {
    let request = AppendRequest(part: part, batches: batches)
    return try await append([request], from: sender, received: received).first ?? []
  }

  /// The commit is queued behind the calls that have already arrived, so they all share it; those
  /// that arrive while it waits for the disk share the next.
  private func scheduleCommit() {
    guard !isCommitScheduled else { return }
    isCommitScheduled = true
    Task { commitInbox() }
  }

  private func commitInbox() {
    isCommitScheduled = false
    let group = inbox
    inbox = []
    inboxBytes = 0
    do throws(StoreError) {
      let results = try write { (connection) throws(StoreError) in
        try Self.appendAll(group, using: connection)
      }
      for (waiting, result) in zip(group, results) {
        waiting.continuation.resume(returning: result)
      }
    } catch {
      for waiting in group { waiting.continuation.resume(returning: .failure(error)) }
    }
  }

  /// Runs each waiting call in its own savepoint: one that meets a damaged row fails alone.
  private static func appendAll(
    _ group: [WaitingAppend], using connection: borrowing Connection
  ) throws(StoreError) -> [WaitingAppend.Answer] {
    var answers: [WaitingAppend.Answer] = []
    for waiting in group {
      do throws(StoreError) {
        let outcomes = try connection.savepoint { (connection) throws(StoreError) in
          try waiting.perform(using: connection)
        }
        answers.append(.success(outcomes))
      } catch {
        switch error {
        case .damaged, .damagedRow, .constraint, .badInput: answers.append(.failure(error))
        default: throw error
        }
      }
    }
    return answers
  }

  /// Limits the database's size, in pages of 4 KiB; a call beyond it gets `StoreError.full`. Meant
  /// for an administrator who keeps room on the disk for other things.
  package func limitPages(to count: Int32) throws(StoreError) {
    try connection.limitPages(to: count)
  }

  // MARK: Reading and writing

  /// Runs `body` in a transaction of its own, committed when this returns.
  func write<Result>(
    _ body: (borrowing Connection) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    let result = try connection.transaction(body)
    commits += 1
    return result
  }

  /// What `body` reads on one of the reading connections, all of it from one moment.
  nonisolated func read<Result: Sendable>(
    _ body: @Sendable (borrowing Connection) throws(StoreError) -> Result
  ) async throws(StoreError) -> Result {
    try await reader().read(body)
  }

  /// Moves everything from the write-ahead log into the database, as far as readers allow.
  func checkpoint() throws(StoreError) {
    guard !hasFailed else { throw .failed }
    try connection.emptyWriteAheadLog()
  }

  /// Copies the database; the copy may not be on disk yet.
  nonisolated func backUpUnsynced(to path: String) async throws(StoreError) {
    try await reader().copy(to: path)
  }

  private func reader() -> DatabaseReader {
    nextReader = (nextReader + 1) % readers.count
    return readers[nextReader]
  }
}
