// swift-tools-version: 6.2
import PackageDescription

/// Strict everywhere: what the compiler can find, it finds before a reader has to.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// A target of Swift code under `Sources/`.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// A target of tests under `Tests/`.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies + ["TestSupport"], swiftSettings: strict)
}

/// A C library of the system, found by pkg-config.
func system(_ name: String, pkgConfig: String, apt: String, brew: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt]), .brew([brew])])
}

let package = Package(
  name: "ehcp",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "ehcp", targets: ["ehcp"]),
    .executable(name: "ehcpd", targets: ["ehcpd"]),
  ],
  targets: [
    // The pure core: no clock, no randomness, no files, no tasks.
    module("CRDT", ["CZstd"]),
    module("Plan", ["CRDT"]),
    module("Sync", ["CRDT"]),
    module("Zip", ["CZlib"]),
    module("Export", ["CRDT", "Plan", "Zip"]),

    // Documents that people wrote elsewhere.
    module("Import", ["Plan", "Zip"]),

    // What touches the world.
    module("Store", ["CRDT", "CSQLite", "CSodium", "Assets"]),
    module("HTTP", ["CMicroHTTPD", "CCurl"]),
    module("Client", ["CRDT", "Plan", "Sync", "Store", "HTTP"]),
    module("Server", ["CRDT", "Plan", "Sync", "Store", "HTTP", "Export"]),
    // How both programs speak: commands, help, messages, exit codes.
    module("Terminal"),
    .target(
      name: "Assets",
      // Links to the two folders: they make SwiftPM notice files that come and go there.
      exclude: ["Migrations", "Templates"], swiftSettings: strict, plugins: ["EmbedPlugin"]),

    .executableTarget(
      name: "ehcp",
      dependencies: ["Client", "Plan", "Export", "Import", "Assets", "Terminal", "CRDT"],
      swiftSettings: strict),
    .executableTarget(
      name: "ehcpd",
      // `ehcpd demo` runs the real client, so it is built along.
      dependencies: ["Server", "Store", "Plan", "Assets", "Terminal", "ehcp"],
      swiftSettings: strict),

    // Build time: writes `Templates/` and `Migrations/` into one Swift file.
    .executableTarget(name: "EmbedTool", swiftSettings: strict),
    .plugin(
      name: "EmbedPlugin", capability: .buildTool(), dependencies: ["EmbedTool"],
      path: "Sources/EmbedPlugin"),

    // The system's C libraries.
    system("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev", brew: "sqlite"),
    system(
      "CMicroHTTPD", pkgConfig: "libmicrohttpd", apt: "libmicrohttpd-dev", brew: "libmicrohttpd"),
    system("CCurl", pkgConfig: "libcurl", apt: "libcurl4-gnutls-dev", brew: "curl"),
    system("CSodium", pkgConfig: "libsodium", apt: "libsodium-dev", brew: "libsodium"),
    system("CZstd", pkgConfig: "libzstd", apt: "libzstd-dev", brew: "zstd"),
    system("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev", brew: "zlib"),

    // Tests.
    .target(
      name: "TestSupport", dependencies: ["CRDT", "Plan", "CZlib"], path: "Tests/TestSupport",
      swiftSettings: strict),
    tests("CRDTTests", ["CRDT"]),
    tests("PlanTests", ["Plan", "CRDT", "Assets"]),
    tests("SyncTests", ["Sync", "CRDT"]),
    tests("ExportTests", ["Export", "CRDT", "Plan", "Assets", "Zip"]),
    tests("ImportTests", ["Import", "Export", "Plan", "CRDT", "Assets", "Zip"]),
    tests("ZipTests", ["Zip"]),
    tests("StoreTests", ["Store", "CRDT", "Assets"]),
    tests("HTTPTests", ["HTTP", "Terminal"]),
    tests(
      "EndToEndTests",
      [
        "Client", "Server", "CRDT", "Plan", "Sync", "Store", "HTTP", "Assets", "Terminal", "ehcp",
        "ehcpd",
      ]),
    tests("TerminalTests", ["Terminal"]),
    tests("TidyTests", []),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "CRDT", "Plan", "Export", "Store", "Client", "Assets", "Terminal", "TestSupport",
      ],
      path: "Tests/Benchmarks", exclude: ["peers.py", "Results.md"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
