import Plan
import Store

/// What the store's errors mean to somebody who asked over the network. The administrator gets the
/// particulars from the log.
extension Application {
  /// Runs work on the store; an error becomes a refusal and a line in the log.
  func storing<Result>(
    _ work: () async throws(StoreError) -> Result
  ) async throws(RequestRefusal) -> Result {
    do {
      return try await work()
    } catch {
      switch error {
      case .constraint: throw .referenceTaken
      case .absent: throw .noSuchAccount
      default:
        log("store failed", level: .error, [.init("reason", .string(error.kind))])
        throw .unavailable
      }
    }
  }
}

extension StoreError {
  /// The case's name, without its particulars.
  var kind: String {
    switch self {
    case .corrupt: "corrupt"
    case .full: "disk full"
    case .readOnly: "read-only"
    case .locked: "locked"
    case .inputOutput: "input/output error"
    case .constraint: "constraint"
    case .commitFailed: "commit failed"
    case .database: "database error"
    case .newerSchema: "newer schema"
    case .wrongKind: "wrong kind"
    case .migrationChanged, .migrationMalformed: "migration"
    case .damaged, .damagedRow: "damaged"
    case .failed: "stopped writing"
    case .overloaded: "overloaded"
    case .replacementRefused, .badInput, .absent: "bad input"
    case .inUse: "in use"
    case .exposedSecret: "exposed secret"
    case .file: "file"
    case .cryptographyUnavailable: "cryptography"
    }
  }
}
