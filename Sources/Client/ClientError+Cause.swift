import HTTP
import Store

extension ClientError {
  /// What a failure of the device's own store means to a person.
  package enum DeviceFault: Hashable, Sendable {
    /// What is stored is broken.
    case damaged
    case full
    case readOnly
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
    guard case .store(let error) = self else { return nil }
    switch error {
    case .corrupt, .damaged, .damagedRow, .migrationChanged, .wrongKind: return .damaged
    case .full: return .full
    case .readOnly: return .readOnly
    case .locked, .inUse: return .inUse
    case .newerSchema: return .newer
    case .exposedSecret(let path): return .exposed(path: path)
    default: return .other
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
