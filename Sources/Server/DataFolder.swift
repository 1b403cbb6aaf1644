import Foundation
package import Store

/// The folder in which one server keeps all it has.
package struct DataFolder: Hashable, Sendable {
  package let path: String

  package init(path: String) { self.path = path }

  /// The database: everything that must not be lost.
  package var database: String { path + "/server.sqlite" }
  /// Where and how a running server can be reached by its administrator; absent while none runs.
  var administration: SecretFile { SecretFile(path: path + "/administration.json") }
  /// What was erased, to be erased again after a restore: see ``ErasureFile``.
  var erasures: String { path + "/erasures" }
  /// Marks of work that may have crashed the server: see `CrashGuard`.
  var attempts: String { path + "/attempts" }

  /// Whether a server was ever set up here.
  package var isInitialised: Bool { access(database, F_OK) == 0 }

  /// Makes the folder, which only its owner may enter, and a database in it.
  ///
  /// - Throws: `alreadyInitialised`, `folder`, `store`.
  package func initialise(now: UnixTime = .now()) throws(ServerError) {
    guard !isInitialised else { throw .alreadyInitialised(path: path) }
    try makeFolder(path)
    do {
      _ = try OperationStore(path: database, now: now)
    } catch {
      throw .store(error)
    }
  }

  /// Opens the database of a folder that was set up.
  ///
  /// - Parameter patience: how long to try while another process has it open, in milliseconds.
  func open(patience: Int, now: UnixTime) throws(ServerError) -> OperationStore {
    guard isInitialised else { throw .notInitialised(path: path) }
    // SQLite takes an empty file for a new database; here it is one that was emptied.
    if isEmpty {
      throw .store(
        .corrupt(DatabaseFailure(code: 26, extendedCode: 26, message: "empty file", sql: "")))
    }
    do {
      return try OperationStore(path: database, patience: patience, now: now)
    } catch {
      throw .store(error)
    }
  }

  private var isEmpty: Bool {
    var status = stat()
    return stat(database, &status) == 0 && status.st_size == 0
  }

  /// Makes a folder that only its owner may enter; one that is there already is left as it is.
  func makeFolder(_ path: String) throws(ServerError) {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw .folder(path: path, errno: errno)
    }
  }
}
