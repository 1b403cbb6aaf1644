import Assets
import Plan

/// The packs this program carries.
enum Packs {
  private static let folder = "Templates/"

  static func all() throws -> [PlanTemplate] {
    var files: [String: [String: [UInt8]]] = [:]
    for path in EmbeddedAssets.paths where path.hasPrefix(folder) {
      let inside = path.dropFirst(folder.count)
      let pack = String(inside.prefix { $0 != "/" })
      let name = String(inside.dropFirst(pack.count + 1))
      files[pack, default: [:]][name] = EmbeddedAssets.file(path)
    }
    return try files.sorted { $0.key < $1.key }.filter { $0.value["pack.json"] != nil }.map {
      try PlanTemplate.read(pack: $0.key, files: $0.value)
    }
  }
}
