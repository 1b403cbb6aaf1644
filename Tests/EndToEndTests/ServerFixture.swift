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
    var configuration = ServerConfiguration(
      folder: data, templates: try packs.get().map(\.template))
    configuration.packs = try packs.get().map(\.served)
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
  static let england = packs.flatMap { packs in
    packs.first.map { .success($0.template) } ?? .failure(Unexpected("no pack"))
  }

  /// All packs as the programs carry them, England's first.
  static let packs: Swift.Result<[(template: PlanTemplate, served: RulePack)], any Error> =
    Swift.Result {
      try PackFiles.embedded().map { pack in
        let template = try PlanTemplate.read(pack: pack.name, files: pack.files)
        return (
          template,
          RulePack(
            pack: template.pack, version: template.version, name: pack.name, files: pack.files)
        )
      }
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
