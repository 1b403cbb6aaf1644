/// The files of `Templates/` and `Migrations/` as they were when the program was built.
///
/// Paths are written from the package's root with `/`, as in `Templates/England/pack.json`; they and
/// the contents are exactly the bytes of the files.
package enum EmbeddedAssets {
  /// The bytes of the embedded file at `path`; nil if there is none. O(size of the file).
  package static func file(_ path: String) -> [UInt8]? {
    guard let content = contents[Array(path.utf8)] else { return nil }
    return bytes(content)
  }

  /// The paths of all embedded files, in the order of their bytes.
  package static let paths: [String] = EmbeddedFiles.all.map { $0.path.description }

  /// Keyed by bytes, because `String` takes canonically equivalent names for equal.
  private static let contents: [[UInt8]: StaticString] = Dictionary(
    uniqueKeysWithValues: EmbeddedFiles.all.map { (bytes($0.path), $0.content) })

  private static func bytes(_ text: StaticString) -> [UInt8] {
    text.withUTF8Buffer { Array($0) }
  }
}
