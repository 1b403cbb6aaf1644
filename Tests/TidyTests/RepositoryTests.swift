import Foundation
import Testing

/// What keeps the house small and the same everywhere.
@Suite struct RepositoryTests {
  @Test func `the top level holds only what it may`() throws {
    let allowed: Set = [
      "Package.swift", "Sources", "Tests", "Templates", "Migrations", "README.md",
      "Package.resolved",
    ]
    let entries = try FileManager.default.contentsOfDirectory(atPath: Repository.root.path)
    for entry in entries where !entry.hasPrefix(".") {
      #expect(allowed.contains(entry), "\(entry) does not belong at the top level")
    }
  }

  @Test func `no file is left half done`() throws {
    let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X:", "Place" + "holder until"]
    for file in Repository.swiftFiles(under: "Sources") + Repository.swiftFiles(under: "Tests") {
      let text = try Repository.text(file)
      for mark in marks { #expect(!text.contains(mark), "\(file) contains \(mark)") }
    }
  }

  @Test func `no file grows past what a reader takes in`() throws {
    for file in Repository.swiftFiles(under: "Sources") {
      let lines = try Repository.text(file).split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count <= 400, "\(file) has \(lines.count) lines")
    }
  }

  @Test func `README has the two commands, and they install the same libraries`() throws {
    let lines = try Repository.text("README.md").split(separator: "\n").map(String.init)
    let demo = try #require(lines.first { $0.hasSuffix("&& swift run ehcpd demo") })
    let test = try #require(lines.first { $0.hasSuffix("&& swift test") })
    #expect(demo.dropLast("&& swift run ehcpd demo".count) == test.dropLast("&& swift test".count))
    let manifest = try Repository.text("Package.swift")
    for library in [
      "libsqlite3-dev", "libmicrohttpd-dev", "libcurl4-gnutls-dev", "libsodium-dev", "libzstd-dev",
      "zlib1g-dev",
    ] {
      #expect(demo.contains(library))
      #expect(manifest.contains(library))
    }
  }

  @Test func `every command of both programs is in README`() throws {
    let readme = try Repository.text("README.md")
    let programs =
      Repository.swiftFiles(under: "Sources/ehcp/Commands")
      + Repository.swiftFiles(under: "Sources/ehcpd")
    var commands = Set<String>()
    for file in programs {
      for name in Self.commands(declaredIn: try Repository.text(file)) { commands.insert(name) }
    }
    #expect(commands.count > 30)
    // Of `comment add` README need only name `comment`.
    for name in commands where !Self.subcommands.contains(name) {
      #expect(readme.contains("`\(name)`"), "README does not name \(name)")
    }
  }

  /// Commands under another command, which names them in its own help.
  static let subcommands: Set = [
    "ehcp", "ehcpd", "revoke", "add", "reply", "resolve", "list", "code", "sign-out", "verify",
    "delete", "show", "accept", "reject", "withdraw", "name", "compare", "clear", "excuse",
    "record", "refuse", "sign", "retry", "save", "drop", "addendum", "release",
  ]

  /// The names in `Command<…>("name", …)`.
  static func commands(declaredIn source: String) -> [String] {
    source.replacing("\n", with: " ").split(separator: "Command<").dropFirst().compactMap { rest in
      guard let quote = rest.firstIndex(of: "\"") else { return nil }
      let head = rest[..<quote].filter { $0 != " " }
      guard head.hasSuffix(">(") else { return nil }
      return rest[rest.index(after: quote)...].split(separator: "\"").first.map(String.init)
    }
  }
}
