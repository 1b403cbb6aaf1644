import Dispatch
import Foundation
import Terminal
import TestSupport
import Testing

/// `ehcp sync --watch` beside others who work, with a real `ehcpd` between them.
struct LiveWatchTests {
  /// The limit is far above what is wanted, for a machine that is busy; the time itself is printed.
  @Test func `another's change is shown soon after it was acknowledged, and who is there`()
    async throws
  {
    let folder = ServerFolder()
    #expect(try await ServerProcess.run(["init", "--data", folder.path]).status == 0)
    let (process, url) = try await ServerProcess.serve(folder.path)
    let server = TranscriptServer(process, url: url, folder: folder.path)
    let homes = NSTemporaryDirectory() + "/watch-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: homes) }
    let okoro = Person(home: homes + "/okoro")
    let joanne = Person(home: homes + "/joanne")
    try await okoro.signIn(at: url, code: server.makeUser("M. Okoro"))
    try await okoro.run("new", "MK-0412")
    let invitation = try await okoro.run(
      "invite", "J. Tranmoor", "--role", "parent", "--json")
    let code = try #require(invitation.firstMatch(of: /"code": "([^"]+)"/)?.1)
    try await joanne.signIn(at: url, code: String(code))
    try await joanne.run("open", "MK-0412")
    try await okoro.run("sync")

    let watch = try okoro.watch()
    try await watch.wait(forText: "Watching MK-0412.")
    let other = try joanne.watch()
    try await watch.wait(forText: "J. Tranmoor is here too.")
    try await other.wait(forText: "M. Okoro is here too.")
    var times: [Duration] = []
    for number in 1...5 {
      try await joanne.run("comment", "add", "A", "-m", "Question \(number)?")
      // Whoever comes first sends it: this run, or her own watch. It is acknowledged when this ends.
      try await joanne.run("sync")
      let acknowledged = ContinuousClock.now
      try await watch.wait(forText: "“Question \(number)?”")
      times.append(acknowledged.duration(to: .now))
    }
    print("shown after the acknowledgement, median of 5: \(times.sorted()[2])")
    #expect(watch.shown.text.contains("J. Tranmoor (parent or young person) asked in A:"))
    other.type("\u{3}")
    _ = try await other.waitForEnd()
    try await watch.wait(forText: "J. Tranmoor left.")
    watch.type("\u{3}")
    _ = try await watch.waitForEnd()
    #expect(try await process.terminate() == 0)
    withExtendedLifetime(folder) {}
  }

  /// Somebody with a folder of her own, who runs the real `ehcp`.
  private struct Person {
    var home: String

    private static let program = URL(filePath: CommandLine.arguments[0])
      .deletingLastPathComponent().appending(path: "ehcp").path(percentEncoded: false)
    private var environment: [String: String] {
      ["EHCP_HOME": home, "LC_ALL": "C.UTF-8", "TERM": "xterm", "PATH": "/usr/bin:/bin"]
    }

    func signIn(at url: String, code: String) async throws {
      try await run("login", url, "--code-stdin", "--device", "laptop", input: code + "\n")
    }

    @discardableResult
    func run(_ words: String..., input: String = "") async throws -> String {
      let environment = environment
      return try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async {
          continuation.resume(
            with: Result {
              let process = try FinishedProcess(
                running: Self.program, words, environment: environment, input: input,
                folder: NSTemporaryDirectory(), joinsErrors: true)
              guard process.status == 0 else { throw Unexpected(process.output) }
              return process.output
            })
        }
      }
    }

    func watch() throws -> PseudoTerminal {
      try PseudoTerminal(
        Self.program, ["sync", "--watch"], environment: environment, columns: 100, rows: 60)
    }
  }
}
