import Assets
import Foundation
import Plan
import Terminal

/// Where rule packs come from: built into the program, and from a folder that adds to them.
enum TemplateFolder {
  /// The packs built in and those of the folder; of two with the same name and version the folder's.
  static func all(_ folder: String?) throws -> [PlanTemplate] {
    let added = try folder.map { try packs(in: $0) } ?? []
    let replaced = Set(added.map { "\($0.pack) \($0.version)" })
    return added + (try builtIn()).filter { !replaced.contains("\($0.pack) \($0.version)") }
  }

  static func builtIn() throws -> [PlanTemplate] {
    var packs: [String: [String: [UInt8]]] = [:]
    for path in EmbeddedAssets.paths {
      let words = path.split(separator: "/", maxSplits: 2)
      guard words.count == 3, words[0] == "Templates" else { continue }
      packs[String(words[1]), default: [:]][String(words[2])] = EmbeddedAssets.file(path)
    }
    return try packs.sorted { $0.key < $1.key }.map {
      try PlanTemplate.read(pack: $0.key, files: $0.value)
    }
  }

  /// The packs in the folders of a folder; or the one pack the folder is.
  private static func packs(in folder: String) throws -> [PlanTemplate] {
    let manager = FileManager.default
    if manager.fileExists(atPath: folder + "/pack.json") { return [try pack(at: folder)] }
    guard let names = try? manager.contentsOfDirectory(atPath: folder) else {
      throw UserError(
        "“\(Escaping.line(folder))” cannot be read.",
        hint: "Give --templates a folder of rule packs.")
    }
    let packs = names.sorted().filter {
      manager.fileExists(atPath: "\(folder)/\($0)/pack.json")
    }
    guard !packs.isEmpty else {
      throw UserError(
        "“\(Escaping.line(folder))” holds no rule pack.",
        hint: "A pack is a folder with a file pack.json in it.")
    }
    return try packs.map { try pack(at: "\(folder)/\($0)") }
  }

  private static func pack(at folder: String) throws -> PlanTemplate {
    var files: [String: [UInt8]] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder)
    where !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
      var isFolder: ObjCBool = false
      let file = folder + "/" + path
      guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder),
        !isFolder.boolValue
      else { continue }
      files[path] = FileManager.default.contents(atPath: file).map { Array($0) }
    }
    let name = folder.split(separator: "/").last.map(String.init) ?? folder
    return try PlanTemplate.read(pack: name, files: files)
  }
}
