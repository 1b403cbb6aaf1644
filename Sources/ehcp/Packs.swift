import Assets
import Client
import Plan

/// The packs there are: those this program carries, those of a folder that adds to them, and those
/// that servers gave.
struct Packs {
  let templates: [PlanTemplate]
  private let files: [PackFiles]

  /// Of two packs with the same name and version, the folder's counts.
  ///
  /// A fetched pack that cannot be read is passed over: it is asked for again.
  init(folder: String?, fetched: [FetchedPack] = []) throws {
    let added = try folder.map { try PackFiles.read(folder: $0) } ?? []
    var templates: [PlanTemplate] = []
    var files: [PackFiles] = []
    for pack in added + PackFiles.embedded() where pack.files["pack.json"] != nil {
      let template = try PlanTemplate.read(pack: pack.name, files: pack.files)
      let isKnown = templates.contains {
        $0.pack == template.pack && $0.version == template.version
      }
      if isKnown { continue }
      templates.append(template)
      files.append(pack)
    }
    for pack in fetched {
      guard let template = try? PlanTemplate.read(pack: pack.name, files: pack.files),
        !templates.contains(where: { $0.pack == template.pack && $0.version == template.version })
      else { continue }
      templates.append(template)
      files.append(PackFiles(name: pack.name, files: pack.files))
    }
    self.templates = templates
    self.files = files
  }

  /// The made-up plan that a pack carries; nil where it has none.
  func example(of template: PlanTemplate) throws -> ExamplePlan? {
    guard let index = templates.firstIndex(of: template),
      let bytes = files[index].files["Example/plan.json"]
    else { return nil }
    return try ExamplePlan.read(
      file: "\(files[index].name)/Example/plan.json", bytes: bytes, template: template)
  }
}
