import Foundation
import Testing

/// The allowed arrows between modules. SwiftPM lets a target import what its dependencies depend on;
/// this does not.
@Suite struct ArrowTests {
  /// What each module may import, beside the system.
  static let allowed: [String: Set<String>] = [
    "CRDT": ["CZstd"],
    "Plan": ["CRDT"],
    "Sync": ["CRDT"],
    "Zip": ["CZlib"],
    "Import": ["Plan", "Zip", "FoundationXML"],
    "Export": ["Plan", "CRDT", "Zip"],
    "Store": ["CRDT", "CSQLite", "CSodium", "Assets"],
    "HTTP": ["CMicroHTTPD", "CCurl"],
    "Client": ["CRDT", "Plan", "Sync", "Store", "HTTP"],
    "Server": ["CRDT", "Plan", "Sync", "Store", "HTTP", "Export"],
    "Assets": [],
    "Terminal": [],
    "ehcp": ["Client", "Plan", "Export", "Import", "Assets", "Terminal", "CRDT"],
    "ehcpd": ["Server", "Store", "Plan", "Assets", "Terminal"],
    "EmbedTool": [],
    "EmbedPlugin": ["PackagePlugin"],
  ]

  /// The pure core: values in, values out. No clock, files, randomness or threads.
  static let pure: Set<String> = ["CRDT", "Plan", "Sync", "Zip", "Export"]

  /// What of the system the other modules may use.
  static let system: Set<String> = [
    "Foundation", "Dispatch", "Synchronization", "Glibc", "Darwin", "Musl",
  ]

  @Test(arguments: allowed.keys.sorted())
  func `a module imports only what it may`(module: String) throws {
    let files = Repository.swiftFiles(under: "Sources/\(module)")
    #expect(!files.isEmpty)
    var permitted = Self.allowed[module] ?? []
    if !Self.pure.contains(module) { permitted.formUnion(Self.system) }
    // A lock around what the engine remembers of a history; see Decision 0008.
    if module == "CRDT" { permitted.insert("Synchronization") }
    for file in files {
      for imported in try Self.imports(in: Repository.text(file)) {
        #expect(permitted.contains(imported), "\(file) imports \(imported)")
      }
    }
  }

  @Test func `every module of Sources is in the table`() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: Repository.root.appendingPathComponent("Sources").path)
    for folder in folders where !Repository.swiftFiles(under: "Sources/\(folder)").isEmpty {
      #expect(Self.allowed[folder] != nil, "\(folder) has no arrows")
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
