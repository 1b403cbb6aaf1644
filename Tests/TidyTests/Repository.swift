import Foundation

/// The files of this checkout, as a test reads them.
enum Repository {
  static let root: URL = {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { url.deleteLastPathComponent() }
    return url
  }()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// Every Swift file under a folder, as paths from the root.
  static func swiftFiles(under folder: String) -> [String] {
    files(under: folder).filter { $0.hasSuffix(".swift") }
  }

  /// Everything under a folder, as paths from the root.
  static func files(under folder: String) -> [String] {
    let start = root.appendingPathComponent(folder)
    let walk = FileManager.default.enumerator(atPath: start.path)
    return (walk?.compactMap { $0 as? String } ?? []).map { "\(folder)/\($0)" }.sorted()
  }
}
