import Client
import Foundation
import Server

/// A server's data folder with a whole plan in it, made once for each preset and copied for each test:
/// filling a plan takes longer than all that a test then does with it.
actor PreparedServer {
  static let shared = PreparedServer()

  private struct Original: Sendable {
    let folder: ServerFolder
    let caseworker: String
  }

  private var originals: [String: Task<Original, any Error>] = [:]

  /// A folder of its own, and the caseworker's account.
  func copy(preset: String) async throws -> (folder: ServerFolder, caseworker: String) {
    let task = originals[preset] ?? Task { try await Self.make(preset: preset) }
    originals[preset] = task
    let original = try await task.value
    let folder = ServerFolder()
    try FileManager.default.copyItem(atPath: original.folder.path, toPath: folder.path)
    return (folder, original.caseworker)
  }

  private static func make(preset: String) async throws -> Original {
    let server = try await ServerFixture.start()
    let okoro = try await ClientPerson.signIn(at: server, code: server.makeUser("M. Okoro"))
    try await okoro.begin(ActStage.reference, preset: preset)
    try await okoro.fillWithExample()
    guard let account = try okoro.open().person()?.account else { throw Unexpected("nobody") }
    await server.stop()
    return Original(folder: server.ownedFolder, caseworker: account)
  }
}
