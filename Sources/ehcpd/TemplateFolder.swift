import Assets
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

  static func builtIn() throws -> [PlanTemplate] { try PackFiles.embedded().map(read) }

  private static func packs(in folder: String) throws -> [PlanTemplate] {
    do {
      return try PackFiles.read(folder: folder).map(read)
    } catch let failure as PackFiles.Failure {
      throw UserError(failure)
    }
  }

  private static func read(_ pack: PackFiles) throws -> PlanTemplate {
    try PlanTemplate.read(pack: pack.name, files: pack.files)
  }
}

extension UserError {
  init(_ failure: PackFiles.Failure) {
    switch failure {
    case .unreadable(let folder):
      self.init(
        "“\(Escaping.line(folder))” cannot be read.",
        hint: "Give --templates a folder of rule packs.")
    case .noPack(let folder):
      self.init(
        "“\(Escaping.line(folder))” holds no rule pack.",
        hint: "A pack is a folder with a file pack.json in it.")
    }
  }
}
