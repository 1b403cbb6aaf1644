import Plan
import Synchronization

/// Where the person is in the plan, for tasks that tell the server.
final class PlaceBox: Sendable {
  private let value = Mutex<PartID?>(nil)

  var part: PartID? {
    get { value.withLock { $0 } }
    set { value.withLock { $0 = newValue } }
  }
}
