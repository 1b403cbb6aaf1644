import Plan
import Server

/// The server that people of a transcript sign in to.
struct TranscriptServer: Sendable {
  let url: String
  /// Makes an account for somebody who may begin plans, and gives its code.
  let makeUser: @Sendable (String) async throws -> String
  /// Erases words from a plan, as whoever runs the server does: the words, and the plan's reference.
  let erase: @Sendable (String, String) async throws -> Void
  let stop: @Sendable () async throws -> Void

  /// The server as code of this process.
  init(_ fixture: ServerFixture) {
    url = fixture.server.url
    makeUser = { try await fixture.makeUser($0) }
    erase = { words, plan in
      let answer = try await fixture.administer([
        "command": "erase", "plan": .string(plan), "words": .string(words),
        "confirm": .string(plan),
      ])
      guard answer["erased"] == true else { throw Unexpected(answer.text()) }
    }
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
    erase = { words, plan in
      let outcome = try await ServerProcess.run(
        ["erase", plan, "--text", words, "--confirm", plan, "--data", folder])
      guard outcome.status == 0 else { throw Unexpected(outcome.errors) }
    }
    stop = { _ = try await process.terminate() }
  }
}
