import Foundation
import Testing

/// The allowed arrows between modules. SwiftPM lets a target import what its dependencies depend on;
/// this does not.
@Suite struct ArrowTests {
  /// One row of the table in `Architecture.md`.
  struct Row {
    var module: String
    /// Beside the system.
    var imports: Set<String>
    /// Values in, values out. No clock, files, randomness or threads.
    var isPure: Bool
  }

  /// What of the system the other modules may use.
  static let system: Set<String> = [
    "Foundation", "Dispatch", "Synchronization", "Glibc", "Darwin", "Musl",
  ]

  /// The rows of the table that begins with `| module | may import | pure |`.
  static func table() throws -> [Row] {
    let lines = try Repository.text("Sources/ehcp/ehcp.docc/Architecture.md")
      .split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex(of: "| module | may import | pure |"))
    return try lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map { line in
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      try #require(cells.count == 5, "\(line)")
      let imports = cells[2].components(separatedBy: ", ").filter { $0 != "–" }
      return Row(
        module: cells[1].trimmingCharacters(in: ["`"]), imports: Set(imports),
        isPure: cells[3] == "yes")
    }
  }

  @Test func `a module imports only what the table lets it`() throws {
    for row in try Self.table() {
      let files = Repository.swiftFiles(under: "Sources/\(row.module)")
      #expect(!files.isEmpty, "\(row.module) has no sources")
      var permitted = row.imports
      if !row.isPure { permitted.formUnion(Self.system) }
      // A lock around what the engine remembers of a history; see Decision 0008.
      if row.module == "CRDT" { permitted.insert("Synchronization") }
      for file in files {
        for imported in try Self.imports(in: Repository.text(file)) {
          #expect(permitted.contains(imported), "\(file) imports \(imported)")
        }
      }
    }
  }

  @Test func `every module of Sources is in the table, and in the README`() throws {
    let modules = try Set(Self.table().map(\.module))
    let readme = try Repository.text("README.md")
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: Repository.root.appendingPathComponent("Sources").path)
    for folder in folders where !Repository.swiftFiles(under: "Sources/\(folder)").isEmpty {
      #expect(modules.contains(folder), "\(folder) has no arrows")
      #expect(readme.contains("`\(folder)`"), "README does not name \(folder)")
    }
  }

  @Test func `the package depends on no other package`() throws {
    let manifest = try Repository.text("Package.swift")
    #expect(!manifest.contains(".package("))
  }

  /// The modules a source imports: the word after `import`, less what stands before it.
  static func imports(in source: String) -> [String] {
    source.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ").map(String.init)
      guard let index = words.firstIndex(of: "import"), index + 1 < words.count else { return nil }
      let before: Set = ["package", "internal", "private", "fileprivate", "@preconcurrency"]
      guard words[..<index].allSatisfy(before.contains) else { return nil }
      let kinds: Set = ["struct", "class", "enum", "func", "protocol", "typealias", "var", "let"]
      let name = kinds.contains(words[index + 1]) ? words[safe: index + 2] : words[index + 1]
      return name?.split(separator: ".").first.map(String.init)
    }
  }

  @Test func `imports are found however they are written`() {
    let source =
      "package import CRDT\n  import Foundation\nimport struct Plan.PlanView\nlet importer = 1"
    #expect(Self.imports(in: source) == ["CRDT", "Foundation", "Plan"])
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? { index < count ? self[index] : nil }
}
