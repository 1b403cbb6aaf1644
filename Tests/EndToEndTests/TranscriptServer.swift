import Server

/// The server that people of a transcript sign in to.
struct TranscriptServer: Sendable {
  let url: String
  /// Makes an account for somebody who may begin plans, and gives its code.
  let makeUser: @Sendable (String) async throws -> String
  let stop: @Sendable () async throws -> Void

  /// The server as code of this process.
  init(_ fixture: ServerFixture) {
    url = fixture.server.url
    makeUser = { try await fixture.makeUser($0) }
    stop = { await fixture.server.stop() }
  }

  /// The real `ehcpd`, set up and administered by its own commands.
  init(_ process: ServerProcess, url: String, folder: String) {
    self.url = url
    makeUser = { name in
      let outcome = try await ServerProcess.run(
        ["user", "add", name, "--role", "caseworker", "--data", folder])
      guard outcome.status == 0, let code = outcome.output.split(separator: "\n").first else {
        throw Unexpected(outcome.errors)
      }
      return String(code)
    }
    stop = { _ = try await process.terminate() }
  }
}
