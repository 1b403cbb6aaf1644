import Foundation
package import Store

extension DataFolder {
  /// Makes a data folder from a backup. All devices are signed out and all codes void, since the
  /// backup may hold some that were withdrawn later; and a new epoch begins, so that devices send
  /// again what the backup lacks.
  ///
  /// - Throws: `alreadyInitialised`, `notABackup`, `folder`, `store`.
  package func restore(from backup: String, now: UnixTime) async throws(ServerError) {
    guard !isInitialised else { throw .alreadyInitialised(path: path) }
    try makeFolder(path)
    do {
      try FileManager.default.copyItem(atPath: backup, toPath: database)
    } catch {
      throw .notABackup(path: backup)
    }
    chmod(database, 0o600)
    do {
      let store = try OperationStore(path: database, now: now)
      try await store.beginEpoch(now: now)
      try await store.apply(
        [], recording: [AuditAct(actor: nil, plan: nil, kind: "restored")], now: now)
    } catch {
      unlink(database)
      switch error {
      case .wrongKind, .corrupt: throw .notABackup(path: backup)
      default: throw .store(error)
      }
    }
  }
}
