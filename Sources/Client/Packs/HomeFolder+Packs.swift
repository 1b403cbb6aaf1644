import Foundation
import Plan

/// Packs fetched from servers are kept as the server gave them, one file each: no path of a pack
/// becomes a path on this device.
extension HomeFolder {
  private var packs: String { path + "/packs" }

  /// The packs kept here. A file that cannot be read is passed over: it can be fetched again.
  package func fetchedPacks() -> [FetchedPack] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: packs)) ?? []
    return names.sorted().compactMap { name in
      guard name.hasSuffix(".json"),
        let data = FileManager.default.contents(atPath: "\(packs)/\(name)"),
        let value = (try? JSONText.parse(Array(data), limits: .init(bytes: Remote.packBytes)))?
          .value
      else { return nil }
      return try? FetchedPack(value)
    }
  }

  /// Keeps a pack, in place of what was kept under its name and version.
  func keep(_ bytes: [UInt8], pack: String, version: Int) throws(ClientError) {
    let file = "\(packs)/\(pack)-\(version).json"
    do {
      try FileManager.default.createDirectory(
        atPath: packs, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try Data(bytes).write(to: URL(fileURLWithPath: file), options: .atomic)
    } catch { throw .folder(path: file, errno: errno) }
  }
}
