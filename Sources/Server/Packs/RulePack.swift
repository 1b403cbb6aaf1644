/// A rule pack as files, to be given to devices that lack it.
package struct RulePack: Sendable {
  /// The pack's identifier, as in `england-ehc`.
  package var pack: String
  package var version: Int
  /// The folder's name, as errors name it.
  package var name: String
  /// By path inside the folder; UTF-8.
  package var files: [String: [UInt8]]

  package init(pack: String, version: Int, name: String, files: [String: [UInt8]]) {
    self.pack = pack
    self.version = version
    self.name = name
    self.files = files
  }
}
