import Assets
import CRDT
import Foundation
import HTTP
import Plan
import Server
import Store

/// A real server on loopback with a data folder of its own, for one test.
final class ServerFixture: Sendable {
  let ownedFolder: ServerFolder
  let configuration: ServerConfiguration
  let server: SyncServer

  var folder: String { ownedFolder.path }

  /// - Parameters:
  ///   - folder: that of an earlier server, for a restart.
  ///   - change: what is to differ from the usual configuration.
  static func start(
    in folder: ServerFolder = ServerFolder(),
    _ change: (inout ServerConfiguration) -> Void = { _ in }
  ) async throws -> ServerFixture {
    let data = DataFolder(path: folder.path)
    if !data.isInitialised { try data.initialise() }
    var configuration = ServerConfiguration(folder: data, templates: [try england.get()])
    configuration.port = 0
    change(&configuration)
    let server = try await SyncServer.start(configuration)
    return ServerFixture(folder: folder, configuration: configuration, server: server)
  }

  private init(folder: ServerFolder, configuration: ServerConfiguration, server: SyncServer) {
    ownedFolder = folder
    self.configuration = configuration
    self.server = server
  }

  /// Stops the server, while its folder is still there.
  func stop() async {
    await server.stop()
    withExtendedLifetime(self) {}
  }

  /// Runs `body` with a server and stops it.
  static func with<Result>(
    _ change: (inout ServerConfiguration) -> Void = { _ in },
    _ body: (ServerFixture) async throws -> Result
  ) async throws -> Result {
    let fixture = try await start(change)
    do {
      let result = try await body(fixture)
      await fixture.stop()
      return result
    } catch {
      await fixture.stop()
      throw error
    }
  }

  /// The rule pack as the programs carry it.
  static let england: Swift.Result<PlanTemplate, any Error> = Swift.Result {
    let folder = "Templates/England/"
    var files: [String: [UInt8]] = [:]
    for path in EmbeddedAssets.paths where path.hasPrefix(folder) {
      files[String(path.dropFirst(folder.count))] = EmbeddedAssets.file(path)
    }
    return try PlanTemplate.read(pack: "England", files: files)
  }

  /// What an administrator does on the server's machine while it runs.
  func administer(_ command: JSONValue) async throws -> JSONValue {
    try await Administrator(
      folder: configuration.folder, templates: configuration.templates
    ).perform(command)
  }

  /// A new account's code.
  func makeUser(_ name: String, role: String = "caseworker") async throws -> String {
    let answer = try await administer([
      "command": "user-add", "name": .string(name), "role": .string(role),
    ])
    guard case .string(let code) = answer["code"] else { throw Unexpected(answer.text()) }
    return code
  }

  /// A signed-in caseworker.
  func caseworker() async throws -> TestDevice {
    try await TestDevice.signIn(at: self, code: makeUser("M. Okoro"))
  }
}

/// Something a test needs was not there.
struct Unexpected: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
