import CRDT
import Foundation
import Store

/// The list of all that was erased, in a file beside the database: a backup made before an erasure
/// brings the words back, and the list takes them away again (fault 12). It names events and holds
/// nothing anybody wrote.
///
/// A line for each: `<plan> <part> <agent>-<first>+<count>`.
struct ErasureFile {
  let path: String

  init(_ path: String) { self.path = path }

  /// Writes the list anew: after a crash it is the old one or the new one.
  func write(from store: OperationStore) async throws(StoreError) {
    var lines: [String] = []
    for (part, erasures) in try await store.erasures().sorted(by: { $0.key < $1.key }) {
      for erasure in erasures { lines.append("\(part.plan) \(part.name) \(erasure)\n") }
    }
    try SecretFile(path: path).write(Array(lines.joined().utf8))
  }

  /// Reads a list.
  ///
  /// - Throws: `unreadable`; `notAnErasureList` for a line that is none of these.
  func read() throws(ServerError) -> [PartAddress: [Erasure]] {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw .unreadable(path: path, errno: errno)
    }
    var erasures: [PartAddress: [Erasure]] = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ", omittingEmptySubsequences: false)
      guard words.count == 3, let erasure = Erasure(words[2]) else {
        throw .notAnErasureList(path: path)
      }
      let part = PartAddress(plan: PlanIdentifier(String(words[0])), name: String(words[1]))
      erasures[part, default: []].append(erasure)
    }
    return erasures
  }
}
