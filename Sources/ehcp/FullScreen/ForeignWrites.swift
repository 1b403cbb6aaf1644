import Client
import Synchronization

/// When the working copy was last written by somebody else than this process.
final class ForeignWrites: Sendable {
  private struct Seen {
    var own: Int64
    var foreign: Int64 = 0
  }

  private let home: HomeFolder
  private let seen: Mutex<Seen>

  init(_ home: HomeFolder) {
    self.home = home
    seen = Mutex(Seen(own: home.lastWritten))
  }

  /// To be called when this process has just let the working copy go.
  func noteOwn() {
    let now = home.lastWritten
    seen.withLock { $0.own = now }
  }

  /// Comparable only with itself.
  var last: Int64 {
    let now = home.lastWritten
    return seen.withLock { seen in
      if now != seen.own { seen.foreign = now }
      return seen.foreign
    }
  }
}
