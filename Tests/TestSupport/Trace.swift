package import Foundation

/// A real editing session, as the shared traces record it.
package struct Trace: Decodable {
  /// At `position`, delete so many scalars, then insert a text there.
  package struct Patch: Decodable {
    package var position: Int
    package var deleted: Int
    package var inserted: String

    package init(from decoder: any Decoder) throws {
      var values = try decoder.unkeyedContainer()
      position = try values.decode(Int.self)
      deleted = try values.decode(Int.self)
      inserted = try values.decode(String.self)
    }
  }

  package struct Transaction: Decodable {
    /// Indices of the transactions it was made upon; nil in a sequential trace.
    package var parents: [Int]?
    package var agent: Int?
    /// The agent's own sequence number, where the order of ties depends on it.
    package var seq: Int?
    package var patches: [Patch]
  }

  package var kind: String?
  package var endContent: String
  package var numAgents: Int?
  package var txns: [Transaction]

  package var isConcurrent: Bool { kind == "concurrent" }

  package init(contentsOf url: URL) throws {
    self = try JSONDecoder().decode(Trace.self, from: readGzip(url))
  }

  /// The folder of shared traces beside the repository; nil where this checkout stands alone.
  package static var folder: URL? {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    let traces = folder.deletingLastPathComponent().appendingPathComponent("shared/traces")
    return FileManager.default.fileExists(atPath: traces.path) ? traces : nil
  }
}
