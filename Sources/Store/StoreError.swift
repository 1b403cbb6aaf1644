/// What can go wrong between a caller and the disk. Cases hold data for the programs to word; none
/// holds a bound argument or a plan's text.
package enum StoreError: Error, Hashable, Sendable {
  /// The file is not a database, or its structure is broken (`SQLITE_CORRUPT`, `SQLITE_NOTADB`).
  case corrupt(DatabaseFailure)
  /// The disk, or the space allowed to the database, is full. Nothing was written; reading works.
  case full(DatabaseFailure)
  /// The file or its folder cannot be written.
  case readOnly(DatabaseFailure)
  /// Another connection held the database for longer than the busy timeout.
  case locked(DatabaseFailure)
  /// The operating system failed to read, write or sync (`SQLITE_IOERR`).
  case inputOutput(DatabaseFailure)
  /// A rule of the schema was broken: a reference taken twice, an unknown account.
  case constraint(DatabaseFailure)
  /// A commit failed for a reason other than a full disk or a lock: whether it is on disk is unknown.
  case commitFailed(DatabaseFailure)
  /// Any other refusal by SQLite.
  case database(DatabaseFailure)

  /// The database was written by a later version of the program.
  case newerSchema(found: Int, known: Int)
  /// The file is a database, but not of the kind asked for.
  case wrongKind(expected: DatabaseKind)
  /// An applied migration differs from the one this program carries, or is missing on either side.
  case migrationChanged(number: Int)
  /// A migration's file has no number, or no `-- for:` line that names a kind of database.
  case migrationMalformed(path: String)

  /// A stored batch no longer has the content its hash promises.
  case damaged(part: PartAddress, cursor: UInt64)
  /// A stored row, other than a batch, holds what the program never writes.
  case damagedRow(table: String)
  /// The store met an error after which the disk cannot be trusted; it no longer writes. Reads work.
  case failed
  /// Too much work is waiting to be written; nothing of this call was taken.
  case overloaded
  /// The batches that were to replace unsent work did not all fit; nothing changed.
  case replacementRefused([AppendOutcome])
  /// A value given by the caller is outside its allowed range.
  case badInput(InputField)

  /// What was to be changed is not there.
  case absent(table: String)

  /// Another process has the database open for writing.
  case inUse(path: String)
  /// A secret's file can be read by other users of the machine.
  case exposedSecret(path: String)
  /// A system call on a file failed.
  case file(operation: FileOperation, path: String, errno: Int32)
  /// libsodium could not be started or lacks memory.
  case cryptographyUnavailable
}

extension StoreError {
  /// The inputs that are checked.
  package enum InputField: Hashable, Sendable {
    case cursor, byteLimit, identifier, label, publicKey, lifetime
  }

  /// The steps of reading and replacing a file.
  package enum FileOperation: Hashable, Sendable {
    case open, read, write, sync, rename, lock
  }

  /// The error that SQLite's result code stands for.
  init(_ failure: DatabaseFailure) {
    switch failure.code {
    case 11, 26: self = .corrupt(failure)
    case 13: self = .full(failure)
    case 8: self = .readOnly(failure)
    case 5, 6: self = .locked(failure)
    case 10: self = .inputOutput(failure)
    case 19: self = .constraint(failure)
    default: self = .database(failure)
    }
  }

  /// Whether, after this error, what the disk holds can no longer be known.
  var endsWriting: Bool {
    switch self {
    case .corrupt, .inputOutput, .commitFailed: true
    default: false
    }
  }
}
