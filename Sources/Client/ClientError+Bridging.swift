import HTTP
import Plan
import Store
import Sync

extension ClientError {
  /// An error of one of the modules below as this module's.
  init(_ error: any Error) {
    switch error {
    case let error as ClientError: self = error
    case let error as StoreError: self = .store(error)
    case let error as ContentError: self = .content(error)
    case let error as SyncError: self = .sync(error)
    case let error as HTTPError: self = .network(error)
    default: self = .unexpected("\(type(of: error))")
    }
  }
}
