import Foundation
import Store
import Synchronization

/// Remembers, across a crash, what the server was doing when it crashed: a batch that brings the
/// engine down must not bring it down for ever, nor for every other plan.
///
/// While something from outside is worked on, a file named for it lies in a folder; its size says how
/// often the process has already died over it. A file found at the start is one death more. After two
/// the work is refused: one may have been a power cut.
final class CrashGuard: Sendable {
  private static let deathsAllowed = 1

  private let folder: String
  private let deaths: Mutex<[String: Int]>

  /// Looks what was under way when the last process ended.
  init(folder: String) {
    self.folder = folder
    var found: [String: Int] = [:]
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      var status = stat()
      guard stat(folder + "/" + name, &status) == 0 else { continue }
      found[name] = Int(clamping: status.st_size) + 1
    }
    deaths = Mutex(found)
  }

  /// Runs `work` unless the process has died over it before.
  ///
  /// - Parameter key: names the work: a hash.
  /// - Returns: nil if it is refused.
  func attempt<Result>(_ key: [UInt8], _ work: () -> Result) -> Result? {
    let name = Cryptography.hexadecimal(key)
    let before = deaths.withLock { $0[name] ?? 0 }
    guard before <= Self.deathsAllowed else { return nil }
    let path = folder + "/" + name
    mark(path, deaths: before)
    defer {
      unlink(path)
      if before > 0 { deaths.withLock { $0[name] = nil } }
    }
    return work()
  }

  /// That a mark cannot be made, on a full disk perhaps, is no reason not to work.
  private func mark(_ path: String, deaths: Int) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    if deaths > 0 { ftruncate(descriptor, off_t(deaths)) }
    close(descriptor)
  }
}
