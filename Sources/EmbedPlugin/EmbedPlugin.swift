import Foundation
import PackagePlugin

/// Writes the files of `Templates/` and `Migrations/` into one Swift file of the target it is
/// applied to, so that the programs carry them and need no folder beside them.
@main
struct EmbedPlugin: BuildToolPlugin {
  private static let folders = ["Migrations", "Templates"]

  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let root = context.package.directoryURL
    let paths = Self.folders.flatMap { Self.files(in: $0, of: root) }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
    // Each file is an input, so a changed one runs the tool again. For a file added, renamed or
    // removed this plugin itself must be asked again, and SwiftPM does that only when something in a
    // target's own folder comes or goes: hence the links to both folders in `Sources/Assets`.
    return [
      .buildCommand(
        displayName: "Embedding \(paths.count) files for \(target.name)",
        executable: try context.tool(named: "EmbedTool").url,
        arguments: [output.path(percentEncoded: false), root.path(percentEncoded: false)] + paths,
        inputFiles: paths.map { root.appending(path: $0) },
        outputFiles: [output])
    ]
  }

  /// The regular files below `folder`, as paths from `root`, in one fixed order. Files whose names
  /// begin with a dot belong to the file system or an editor, not to the package. The picture of the
  /// example look is to be copied from its folder; no program needs it.
  private static func files(in folder: String, of root: URL) -> [String] {
    let base = root.appending(path: folder).path(percentEncoded: false)
    guard let names = FileManager.default.enumerator(atPath: base) else { return [] }
    var paths: [String] = []
    while let name = names.nextObject() as? String {
      let isRegular = names.fileAttributes?[.type] as? FileAttributeType == .typeRegular
      let isHidden = name.split(separator: "/").contains { $0.hasPrefix(".") }
      let isPicture = name.hasSuffix(".png")
      if isRegular && !isHidden && !isPicture { paths.append("\(folder)/\(name)") }
    }
    return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
