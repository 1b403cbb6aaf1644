import Assets
import Dispatch
import Foundation
import Plan
import Server
import Terminal
import TestSupport
import Testing

/// A session at the keyboard: the real `ehcp`, run by people with folders of their own, and all it
/// wrote, compared with a file of `Tests/Fixtures/Transcripts`.
///
/// `EHCP_RECORD_GOLDENS=1 swift test --filter ClientTranscriptTests` writes the files anew, and
/// fails, so that a recording is read before it is believed.
final class ClientTranscript {
  private let folder: String
  private let server: TranscriptServer
  private var text = ""
  /// Codes that were given, by the name of whom they are for.
  private var codes: [String: String] = [:]

  static let path = "/usr/bin:/bin"

  /// Runs `body`, and compares what was written with the file `name`.
  static func compare(
    _ name: String, _ body: (ClientTranscript) async throws -> Void
  ) async throws {
    try await ServerFixture.with { server in
      try await compare(name, at: TranscriptServer(server), body)
    }
  }

  /// The same at any server.
  static func compare(
    _ name: String, at server: TranscriptServer,
    _ body: (ClientTranscript) async throws -> Void
  ) async throws {
    let transcript = try ClientTranscript(server)
    defer { try? FileManager.default.removeItem(atPath: transcript.folder) }
    try await body(transcript)
    try transcript.compare(with: name)
  }

  /// The same without a file to compare with: for what differs from run to run, as where a tie ends.
  static func play(_ body: (ClientTranscript) async throws -> Void) async throws {
    try await ServerFixture.with { server in
      let transcript = try ClientTranscript(TranscriptServer(server))
      defer { try? FileManager.default.removeItem(atPath: transcript.folder) }
      try await body(transcript)
    }
  }

  private init(_ server: TranscriptServer) throws {
    self.server = server
    folder =
      FileManager.default.temporaryDirectory
      .appending(path: "transcripts-\(UUID().uuidString)").path(percentEncoded: false)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  // MARK: People

  /// Somebody with an account who may begin plans.
  func caseworker(_ person: String, name: String) async throws {
    codes[person] = try await server.makeUser(name)
  }

  /// Invites somebody into the inviter's current plan, without a trace in the transcript.
  func invite(_ person: String, name: String, role: String, by inviter: String) async throws {
    let outcome = try await execute(
      inviter, ["invite", name, "--role", role, "--json"], input: "", editor: nil)
    guard let start = outcome.output.range(of: "\"code\": \"") else {
      throw Unexpected(outcome.output)
    }
    codes[person] = String(outcome.output[start.upperBound...].prefix { $0 != "\"" })
  }

  /// Gives somebody another role in the caseworker's current plan.
  func changeRole(of name: String, to role: String, by caseworker: String) async throws {
    let people = try await execute(caseworker, ["people", "--json"], input: "", editor: nil)
    guard let start = people.output.range(of: name),
      let account = people.output[start.upperBound...].range(
        of: "[0-9a-f]{32}", options: .regularExpression)
    else { throw Unexpected(people.output) }
    try await quietly(
      caseworker, "invite", name, "--role", role, "--account", String(people.output[account]))
  }

  /// Signs in with the code kept for the person.
  func login(_ person: String) async throws {
    try await run(
      person, "login", server.url, "--code-stdin", "--device", "\(person)-laptop",
      input: "\(codes[person] ?? "BCDF-BCDF-BCDF")\n")
  }

  /// The same, without a trace in the transcript.
  func quietLogin(_ person: String) async throws {
    _ = try await execute(
      person, ["login", server.url, "--code-stdin", "--device", "\(person)-laptop"],
      input: "\(codes[person] ?? "BCDF-BCDF-BCDF")\n", editor: nil)
  }

  // MARK: Commands

  /// Runs a command and puts it into the transcript with all it wrote.
  ///
  /// - Parameters:
  ///   - editor: the editor's command line; `sed -i …` makes a good one.
  ///   - path: where other programs are looked for.
  @discardableResult
  func run(
    _ person: String, _ arguments: String..., input: String = "", editor: String? = nil,
    path: String = ClientTranscript.path
  ) async throws -> Outcome {
    let outcome = try await execute(person, arguments, input: input, editor: editor, path: path)
    record(person, arguments, outcome)
    return outcome
  }

  /// Runs a command at a terminal of its own and types the answers, each after what it answers is
  /// shown; the whole screen goes into the transcript.
  @discardableResult
  func run(
    _ person: String, _ arguments: String..., answering answers: [(after: String, type: String)]
  ) async throws -> Outcome {
    let screen = try PseudoTerminal(
      Self.program, arguments,
      environment: Self.environment(home: "\(folder)/\(person)", editor: nil)
        .merging(["TERM": "xterm", "NO_COLOR": "1"]) { $1 }, columns: 100, rows: 60)
    for answer in answers {
      try await screen.wait(forText: answer.after)
      screen.type(answer.type + "\r")
    }
    let status = try await screen.waitForEnd()
    var lines = screen.shown.lines
    while lines.last?.isEmpty == true { lines.removeLast() }
    let outcome = Outcome(status: status, output: lines.joined(separator: "\n"))
    record(person, arguments, outcome)
    return outcome
  }

  private func record(_ person: String, _ arguments: [String], _ outcome: Outcome) {
    let line = arguments.map { $0.contains(" ") || $0.isEmpty ? "'\($0)'" : $0 }
    text += "\(person)$ ehcp \(line.joined(separator: " "))\n"
    text += outcome.output
    if !text.hasSuffix("\n") { text += "\n" }
    if outcome.status != 0 { text += "[exit \(outcome.status)]\n" }
    text += "\n"
  }

  /// A line between commands, for a reader to know where in the story this is.
  func heading(_ words: String) { text += "# \(words)\n\n" }

  /// Runs a command that is not part of the story.
  func quietly(_ person: String, _ arguments: String...) async throws {
    _ = try await execute(person, arguments, input: "", editor: nil)
  }

  /// What a command writes that is not part of the story.
  func output(_ person: String, _ arguments: String...) async throws -> String {
    try await execute(person, arguments, input: "", editor: nil).output
  }

  /// A file in the folder that every person's commands run in.
  func write(_ content: String, to file: String) throws {
    try Data(content.utf8).write(to: URL(filePath: "\(folder)/\(file)"))
  }

  func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: "\(folder)/\(path)", withIntermediateDirectories: true)
  }

  /// An authority's own pack in a folder of packs: England's, with words of its files replaced.
  func pack(
    _ name: String, in folder: String, replacing changes: [(file: String, old: String, new: String)]
  ) throws {
    let england = PackFiles.embedded().first { $0.name == "England" }
    for (path, bytes) in england?.files ?? [:] {
      var text = String(decoding: bytes, as: UTF8.self)
      for change in changes where change.file == path {
        guard text.contains(change.old) else { throw Unexpected(change.old) }
        text = text.replacing(change.old, with: change.new, maxReplacements: 1)
      }
      let file = URL(filePath: "\(self.folder)/\(folder)/\(name)/\(path)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }

  /// A link in that folder.
  func link(_ name: String, to file: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/\(name)", withDestinationPath: file)
  }

  /// What a file of that folder holds, with the links to it followed.
  func read(_ file: String) throws -> String {
    try String(contentsOf: URL(filePath: "\(folder)/\(file)"), encoding: .utf8)
  }

  /// Whether the file is a link.
  func isLink(_ file: String) -> Bool {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(file)")) != nil
  }

  /// Erases words from a plan, as whoever runs the server does.
  func erase(_ words: String, from plan: String) async throws {
    try await server.erase(words, plan)
  }

  func stopServer() async throws { try await server.stop() }

  /// What a command left behind: its exit code, and all it wrote.
  struct Outcome: Sendable {
    var status: Int32
    var output: String
  }

  private func execute(
    _ person: String, _ arguments: [String], input: String, editor: String?,
    path: String = ClientTranscript.path
  ) async throws -> Outcome {
    let folder = folder
    return try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          with: Result {
            try Self.execute(
              arguments, home: "\(folder)/\(person)", folder: folder, input: input, editor: editor,
              path: path)
          })
      }
    }
  }

  private static func execute(
    _ arguments: [String], home: String, folder: String, input: String, editor: String?,
    path: String
  ) throws -> Outcome {
    // Both streams together, so that they stand in the order a person would see.
    let process = try FinishedProcess(
      running: program, arguments, environment: environment(home: home, editor: editor, path: path),
      input: input, folder: folder, joinsErrors: true)
    return Outcome(status: process.status, output: process.output)
  }

  private static let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "ehcp").path(percentEncoded: false)

  private static func environment(
    home: String, editor: String?, path: String = ClientTranscript.path
  ) -> [String: String] {
    var environment = [
      "PATH": path, "LC_ALL": "C.UTF-8", "TZ": "UTC", "COLUMNS": "100",
      "EHCP_HOME": home,
    ]
    if let editor { environment["EHCP_EDITOR"] = editor }
    return environment
  }

  // MARK: Comparing

  private func compare(with name: String) throws {
    let normal = normalised
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/Transcripts/\(name).txt")
    if ProcessInfo.processInfo.environment["EHCP_RECORD_GOLDENS"] == "1" {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(normal.utf8).write(to: file)
      Issue.record("recorded \(file.path)")
      return
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    let lines = (normal.components(separatedBy: "\n"), expected.components(separatedBy: "\n"))
    for (index, pair) in zip(lines.0, lines.1).enumerated() where pair.0 != pair.1 {
      Issue.record("\(name).txt:\(index + 1)\n  expected: \(pair.1)\n  found:    \(pair.0)")
      return
    }
    #expect(lines.0.count == lines.1.count, "\(name).txt has other lines at its end")
  }

  /// The transcript without what differs from run to run: ports, folders, times, random names.
  private var normalised: String {
    var text = text.replacingOccurrences(of: server.url, with: "http://SERVER")
    text = text.replacingOccurrences(of: folder + "/", with: "")
    for code in codes.values { text = text.replacingOccurrences(of: code, with: "CODE") }
    let patterns = [
      // Short names of records, in the order in which they appear.
      (#"\b(?!https)[bcdfghjkmnpqrstvwxyz]{5}\b"#, "id"),
      (#"\b[0-9a-f]{32}\b"#, "account"),
      (#"\b[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}\b"#, "code"),
    ]
    for (pattern, name) in patterns { text = Self.numbering(pattern, name, in: text) }
    for (pattern, name) in [
      (#"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ"#, "INSTANT"),
      (#"\b[0-9a-f]{4}-[0-9a-f]{4}\b"#, "FINGERPRINT"), (#"\d{8}T\d{6}"#, "TIME"),
      (#"\b\d\d:\d\d\b"#, "12:34"), (#"20\d\d-\d\d-\d\d"#, "DATE"),
      (#"\d{1,2} [A-Z][a-z]{2} 12:34"#, "1 Nov 12:34"),
      (#"(?m)^\d{1,2} [A-Z][a-z]{2}  "#, "1 Nov  "),
    ] {
      text = text.replacingOccurrences(of: pattern, with: name, options: .regularExpression)
    }
    return text
  }

  /// Puts `name1`, `name2`, … for the different matches, in the order in which they first appear.
  private static func numbering(_ pattern: String, _ name: String, in text: String) -> String {
    var names: [String: String] = [:]
    var result = ""
    var rest = text[...]
    while let range = rest.range(of: pattern, options: .regularExpression) {
      let found = String(rest[range])
      let known = names[found] ?? "\(name)\(names.count + 1)"
      names[found] = known
      result += rest[..<range.lowerBound] + known
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}
