import Client
import Foundation
import Server
import TestSupport
import Testing

/// What is asked at a terminal, and what is drawn only there.
struct InteractiveTests {
  @Test func `the code is asked for, and an answer goes on`() async throws {
    try await ServerFixture.with { server in
      let home = NSTemporaryDirectory() + "/interactive-\(UUID().uuidString)"
      defer { try? FileManager.default.removeItem(atPath: home) }
      let code = try await server.makeUser("M. Okoro")
      let login = try run(["login", server.server.url, "--device", "laptop"], home: home)
      try await login.wait(forText: "Code from your invitation:")
      login.type("\(code)\r")
      try await login.wait(forText: "✓ M. Okoro, signed in on “laptop”.")
      #expect(try await login.waitForEnd() == 0)
    }
  }

  @Test func `nobody is asked who forbids it, and an interrupt leaves at once`() async throws {
    try await ServerFixture.with { server in
      let home = NSTemporaryDirectory() + "/interactive-\(UUID().uuidString)"
      defer { try? FileManager.default.removeItem(atPath: home) }
      let silent = try run(["login", server.server.url, "--no-input"], home: home)
      #expect(try await silent.waitForEnd() == 2)
      try await silent.wait(forText: "the code from your invitation")
      let asking = try run(["login", server.server.url], home: home)
      try await asking.wait(forText: "Code from your invitation:")
      asking.type("\u{3}")
      #expect(try await asking.waitForEnd() == 128 + SIGINT)
      #expect(asking.isCooked)
    }
  }

  @Test func `a comment's words are asked for; quiet says nothing of it`() async throws {
    try await ServerFixture.with { server in
      let okoro = try await ClientPerson.signIn(at: server, code: server.makeUser("M. Okoro"))
      try await okoro.begin("MK-0412")
      try await okoro.sync()
      let comment = try run(["comment", "add", "A"], home: okoro.home.path)
      try await comment.wait(forText: "Comment:")
      comment.type("How long is “regular”?\r")
      try await comment.wait(forText: "A.C1 saved on this device.")
      #expect(try await comment.waitForEnd() == 0)
      let quiet = try run(["sync", "--quiet"], home: okoro.home.path)
      #expect(try await quiet.waitForEnd() == 0)
      try await Task.sleep(for: .milliseconds(100))
      #expect(quiet.shown.text.allSatisfy { $0.isWhitespace })
      #expect(try okoro.unsent() == 0)
    }
  }

  @Test func `whoever watches sees what came and who is there`() async throws {
    try await ServerFixture.with { server in
      let okoro = try await ClientPerson.signIn(at: server, code: server.makeUser("M. Okoro"))
      try await okoro.begin("MK-0412")
      guard let code = try await okoro.invite("J. Tranmoor", role: "parent") else {
        throw Unexpected("no code")
      }
      let parent = try await ClientPerson.signIn(at: server, code: code)
      try await parent.join("MK-0412")
      let watch = try run(["sync", "--watch"], home: okoro.home.path)
      try await watch.wait(forText: "Watching MK-0412.")
      let other = try run(["tui", "A"], home: parent.home.path)
      try await watch.wait(forText: "J. Tranmoor is here too, in A.")
      other.type("mHow long? Who?\r")
      try await watch.wait(forText: "J. Tranmoor (parent or young person) asked in A:")
      try await watch.wait(forText: "“How long? Who?”")
      other.type("q")
      try await watch.wait(forText: "J. Tranmoor left.")
      watch.type("\u{3}")
      _ = try await watch.waitForEnd()
    }
  }

  private func run(_ words: [String], home: String) throws -> PseudoTerminal {
    let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "ehcp").path(percentEncoded: false)
    return try PseudoTerminal(
      program, words,
      environment: [
        "EHCP_HOME": home, "LC_ALL": "C.UTF-8", "TERM": "xterm", "PATH": "/usr/bin:/bin",
      ], columns: 100)
  }
}
