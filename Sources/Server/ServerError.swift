package import HTTP
package import Store

/// Why a server cannot start, or an administrator's request cannot be carried out.
package enum ServerError: Error, Equatable, Sendable {
  /// The data folder holds no database: it was never set up, or it is another folder.
  case notInitialised(path: String)
  /// The data folder holds a database already.
  case alreadyInitialised(path: String)
  /// A folder could not be made.
  case folder(path: String, errno: Int32)
  /// The certificate or the key could not be read.
  case unreadable(path: String, errno: Int32)
  /// Without TLS, and not told that a proxy provides it, the server listens on loopback only.
  case unprotectedAddress(String)
  /// No template was given, so that no plan could be served.
  case noTemplates
  /// A database that was to be restored is none of a server's.
  case notABackup(path: String)
  /// A running server did not answer its administrator.
  case administrationUnreachable
  /// An administrator's request was refused, with the code and sentence given by the server.
  case refused(code: String, message: String)
  case store(StoreError)
  case listening(HTTPError)
}
