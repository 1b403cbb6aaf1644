import Foundation

/// A rule pack as files, before anybody has read them: built into the program or in a folder.
package struct PackFiles: Sendable {
  /// The folder's name, as errors name it: `England`.
  package let name: String
  /// By path inside the folder, as in `parts/B.json`.
  package let files: [String: [UInt8]]

  package init(name: String, files: [String: [UInt8]]) {
    self.name = name
    self.files = files
  }

  package enum Failure: Error, Hashable, Sendable {
    case unreadable(folder: String)
    /// No folder in it has a `pack.json`, nor has it one itself.
    case noPack(folder: String)
  }

  /// The packs built in, by name. What else stands among the templates is no pack.
  package static func embedded() -> [PackFiles] {
    var packs: [String: [String: [UInt8]]] = [:]
    for path in EmbeddedAssets.paths {
      let words = path.split(separator: "/", maxSplits: 2)
      guard words.count == 3, words[0] == "Templates" else { continue }
      packs[String(words[1]), default: [:]][String(words[2])] = EmbeddedAssets.file(path)
    }
    return packs.filter { $0.value["pack.json"] != nil }
      .sorted { $0.key < $1.key }.map { PackFiles(name: $0.key, files: $0.value) }
  }

  /// The packs in the folders of a folder; or the one pack that the folder is.
  package static func read(folder: String) throws(Failure) -> [PackFiles] {
    let manager = FileManager.default
    if manager.fileExists(atPath: folder + "/pack.json") { return [try pack(at: folder)] }
    guard let names = try? manager.contentsOfDirectory(atPath: folder) else {
      throw .unreadable(folder: folder)
    }
    let packs = names.sorted().filter {
      manager.fileExists(atPath: "\(folder)/\($0)/pack.json")
    }
    if packs.isEmpty { throw .noPack(folder: folder) }
    var result: [PackFiles] = []
    for name in packs { result.append(try pack(at: "\(folder)/\(name)")) }
    return result
  }

  private static func pack(at folder: String) throws(Failure) -> PackFiles {
    let manager = FileManager.default
    guard let paths = try? manager.subpathsOfDirectory(atPath: folder) else {
      throw .unreadable(folder: folder)
    }
    var files: [String: [UInt8]] = [:]
    for path in paths where !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
      var isFolder: ObjCBool = false
      let file = folder + "/" + path
      guard manager.fileExists(atPath: file, isDirectory: &isFolder), !isFolder.boolValue else {
        continue
      }
      files[path] = manager.contents(atPath: file).map { Array($0) }
    }
    return PackFiles(
      name: folder.split(separator: "/").last.map(String.init) ?? folder, files: files)
  }
}
