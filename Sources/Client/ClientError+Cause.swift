import Foundation
import HTTP
import Store

extension ClientError {
  /// What a failure of the device's own store means to a person.
  package enum DeviceFault: Hashable, Sendable {
    /// What is stored is broken.
    case damaged
    case full
    /// This user may not read or write there; nil where it is not known what.
    case denied(path: String?)
    /// Another process has it.
    case inUse
    /// Written by a later version of the program.
    case newer
    /// The file of credentials can be read by others.
    case exposed(path: String)
    case other
  }

  /// What a failure of the line to the server means to a person.
  package enum LineFault: Hashable, Sendable {
    case unreachable
    /// It answered, and then no more.
    case broken
    /// Its certificate was refused.
    case untrusted
    case badAddress
    case other
  }

  /// Nil for what is no fault of the device's store.
  package var deviceFault: DeviceFault? {
    if case .emptied = self { return .damaged }
    if case .folder(let path, let code) = self { return Self.fault(path: path, code) }
    guard case .store(let error) = self else { return nil }
    switch error {
    case .corrupt, .damaged, .damagedRow, .migrationChanged, .wrongKind: return .damaged
    case .full, .file(_, _, ENOSPC), .file(_, _, EDQUOT): return .full
    case .file(_, let path, EACCES), .file(_, let path, EPERM), .file(_, let path, EROFS):
      return .denied(path: path)
    case .readOnly: return .denied(path: nil)
    // The index of SQLite's log could not be made as large as it has to be.
    case .inputOutput(let failure) where failure.extendedCode == Self.sharedMemorySize: return .full
    case .locked, .inUse: return .inUse
    case .newerSchema: return .newer
    case .exposedSecret(let path): return .exposed(path: path)
    default: return .other
    }
  }

  /// `SQLITE_IOERR_SHMSIZE` (<https://sqlite.org/rescode.html>).
  private static let sharedMemorySize: Int32 = 10 | 19 << 8

  private static func fault(path: String, _ code: Int32) -> DeviceFault {
    switch code {
    case ENOSPC, EDQUOT: .full
    case EACCES, EPERM, EROFS: .denied(path: path)
    default: .other
    }
  }

  /// Nil for what is no fault of the line.
  package var lineFault: LineFault? {
    guard case .network(let error) = self else { return nil }
    switch error {
    case .unreachable: return .unreachable
    case .timedOut, .disconnected, .responseTooLarge, .cancelled: return .broken
    case .tlsFailure: return .untrusted
    case .malformedURL: return .badAddress
    default: return .other
    }
  }
}
