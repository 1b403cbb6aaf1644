import HTTP
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
  /// A file that was to list what was erased does not.
  case notAnErasureList(path: String)
  /// A running server did not answer its administrator.
  case administrationUnreachable
  /// An administrator's request was refused, with the code and sentence given by the server.
  case refused(code: String, message: String)
  case store(StoreError)
  /// The address to listen on is not numeric.
  case malformedAddress
  /// The address could not be bound or listened on.
  case cannotListen(errno: Int32)
  /// The certificate or its key was refused.
  case certificateRefused
  /// The listener did not start, for a reason the system did not tell.
  case cannotStart
}

extension ServerError {
  /// What a listener's failure to start means here.
  init(_ error: HTTPError) {
    self =
      switch error {
      case .malformedAddress: .malformedAddress
      case .cannotListen(let code): .cannotListen(errno: code)
      case .cannotStart(withTLS: true): .certificateRefused
      default: .cannotStart
      }
  }
}
