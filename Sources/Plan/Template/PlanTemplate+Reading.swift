extension PlanTemplate {
  /// Reads a pack and checks all of it; the first fault found is thrown.
  ///
  /// - Parameters:
  ///   - pack: the pack's folder, as errors name it: `England`.
  ///   - files: every file of the folder, by its path inside it: `pack.json`, `parts/B.json`.
  /// - Throws: what is wrong, in which file, line and field. A file that `pack.json` does not list
  ///   is an error, for it is most likely a misspelt one; files for other readers (examples, word
  ///   lists) are listed there under `other`, and not read here.
  package static func read(
    pack: String, files: [String: [UInt8]]
  ) throws(TemplateError) -> PlanTemplate {
    var reader = TemplateReader(pack: pack, files: files)
    return try reader.read()
  }

  /// What a pack calls itself and which version it is; nothing else of it is read.
  package static func name(
    ofPack pack: String, files: [String: [UInt8]]
  ) throws(TemplateError) -> (pack: String, version: Int) {
    try TemplateReader(pack: pack, files: files).readName()
  }
}
