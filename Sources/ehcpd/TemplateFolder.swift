import Assets
import Plan
import Server
import Terminal

/// Where rule packs come from: built into the program, and from a folder that adds to them.
enum TemplateFolder {
  /// A pack read, with the files it was read from.
  struct Pack {
    let template: PlanTemplate
    let files: PackFiles

    var served: RulePack {
      RulePack(
        pack: template.pack, version: template.version, name: files.name, files: files.files)
    }
  }

  /// The packs built in and those of the folder; of two with the same name and version the folder's.
  static func all(_ folder: String?) throws -> [Pack] {
    let added = try folder.map { try packs(in: $0) } ?? []
    let replaced = Set(added.map { "\($0.template.pack) \($0.template.version)" })
    return added
      + (try builtIn()).filter { !replaced.contains("\($0.template.pack) \($0.template.version)") }
  }

  static func builtIn() throws -> [Pack] { try PackFiles.embedded().map(read) }

  private static func packs(in folder: String) throws -> [Pack] {
    do {
      return try PackFiles.read(folder: folder).map(read)
    } catch let failure as PackFiles.Failure {
      throw UserError(failure)
    }
  }

  private static func read(_ pack: PackFiles) throws -> Pack {
    Pack(template: try PlanTemplate.read(pack: pack.name, files: pack.files), files: pack)
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
