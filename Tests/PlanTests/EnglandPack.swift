import Assets
import Plan

/// The pack of England as the programs carry it, read once for all tests.
enum EnglandPack {
  static let files = files(of: "England")

  /// The files of a pack, by path.
  static func files(of pack: String) -> [String: [UInt8]] {
    let folder = "Templates/\(pack)/"
    var files: [String: [UInt8]] = [:]
    for path in EmbeddedAssets.paths where path.hasPrefix(folder) {
      files[String(path.dropFirst(folder.count))] = EmbeddedAssets.file(path)
    }
    return files
  }

  static func template() throws -> PlanTemplate { try readTemplate.get() }

  static func example() throws -> ExamplePlan { try readExample.get() }

  /// The pack's rules and words for the check; none where the pack cannot be read.
  static let checks = (try? template().checks) ?? CheckSettings()
  static let words = CheckWords(checks)

  private static let readTemplate = Result { try PlanTemplate.read(pack: "England", files: files) }

  private static let readExample = Result {
    try ExamplePlan.read(
      file: "England/Example/plan.json", bytes: files["Example/plan.json"] ?? [],
      template: template())
  }
}
