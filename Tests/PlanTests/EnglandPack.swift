import Assets
import Plan

/// The pack of England as the programs carry it.
enum EnglandPack {
  static let files: [String: [UInt8]] = {
    let folder = "Templates/England/"
    var files: [String: [UInt8]] = [:]
    for path in EmbeddedAssets.paths where path.hasPrefix(folder) {
      files[String(path.dropFirst(folder.count))] = EmbeddedAssets.file(path)
    }
    return files
  }()

  static func template() throws(TemplateError) -> PlanTemplate {
    try PlanTemplate.read(pack: "England", files: files)
  }
}
