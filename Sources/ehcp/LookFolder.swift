import Client
import Export
import Foundation
import Terminal

/// The authority's look: from the folder that `--look` or `EHCP_LOOK` names, or else from the folder
/// `look` beside the person's plans, where there is one.
enum LookFolder {
  /// Bytes of all its files.
  private static let limit = 2 << 20
  private static let fileLimit = 100

  /// Nil where none is set.
  static func look(_ session: Session, _ invocation: Invocation) throws -> Look? {
    let own = session.home.path + "/look"
    let named = invocation.value("look") ?? session.lookFolder
    guard let folder = named ?? (FileManager.default.fileExists(atPath: own) ? own : nil) else {
      return nil
    }
    do { return try Look.read(files: try files(in: folder)) } catch let error as LookError {
      throw UserError(explaining: error, in: folder)
    }
  }

  /// By path inside the folder; hidden files belong to the file system or an editor.
  private static func files(in folder: String) throws(UserError) -> [String: [UInt8]] {
    let manager = FileManager.default
    guard let paths = try? manager.subpathsOfDirectory(atPath: folder) else {
      throw UserError(
        "“\(Escaping.line(folder))” cannot be read.",
        hint: "Give --look a folder with a file look.json in it.", exitCode: .usage)
    }
    var files: [String: [UInt8]] = [:]
    var size = 0
    for path in paths where !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
      var isFolder: ObjCBool = false
      let file = "\(folder)/\(path)"
      guard manager.fileExists(atPath: file, isDirectory: &isFolder), !isFolder.boolValue else {
        continue
      }
      let bytes = Result { () throws(TerminalError) in
        try TextFile.readBytes(file, limit: limit - size)
      }
      guard files.count < fileLimit, case .success(let bytes) = bytes else {
        throw UserError(
          "“\(Escaping.line(folder))” holds more than a look should, or what cannot be read: "
            + "\(Escaping.line(path)).",
          hint: "A look is a file look.json, a logo and a folder letters, of 2 MB at most.",
          exitCode: .usage)
      }
      files[path] = bytes
      size += bytes.count
    }
    return files
  }
}
