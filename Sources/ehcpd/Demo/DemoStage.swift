import Foundation
import Terminal

/// What the demonstration plays on: a folder, a server in a process of its own, and people who type
/// commands of the real client, each with a home of her own. Everything typed and answered is written
/// to the transcript.
final class DemoStage: Sendable {
  let folder: String
  private let console: Console
  private let client: String
  private let server: String
  private let running = ServerProcess()

  init(folder: String, console: Console) throws {
    self.folder = folder
    self.console = console
    server = try Self.ownPath()
    client =
      URL(fileURLWithPath: server).deletingLastPathComponent()
      .appendingPathComponent("ehcp").path
    guard FileManager.default.isExecutableFile(atPath: client) else {
      throw UserError(
        "The client “ehcp” is not beside this program.",
        hint: "Install both in one folder, or run swift build first.")
    }
  }

  var data: String { folder + "/server" }
  func home(of person: DemoPerson) -> String { "\(folder)/\(person.name)" }

  // MARK: Saying

  func title(_ text: String) throws { try console.write("\n\(text)\n\n") }

  func say(_ text: String) throws {
    try console.write(Wrapping.lines(text, width: 78).joined(separator: "\n") + "\n")
  }

  /// One line, as it is.
  func list(_ text: String) throws { try console.write("  \(text)\n") }

  // MARK: The server

  var address: String { running.address }

  /// Starts the server, at the port it had before if it ran before.
  func startServer() async throws {
    let listen =
      running.address.isEmpty
      ? "127.0.0.1:0" : String(running.address.dropFirst("http://".count))
    try running.start(
      program: server, arguments: ["serve", "--data", data, "--listen", listen],
      log: folder + "/server.log")
    try console.write("server$ ehcpd serve --data \(data) --listen \(listen)\n")
    try console.write("  \(running.readyLine)\n")
  }

  func stopServer() { running.stop() }

  /// Runs an administrator's command and gives what it writes to standard output.
  func administer(_ arguments: String...) throws -> String {
    let result = try run(server, arguments, environment: [:], input: nil)
    try show("server$ ehcpd", arguments, result.output + result.errors)
    guard result.status == 0 else { throw unexpected("ehcpd", arguments, result) }
    return result.output
  }

  /// Plays, and then stops the server unless it is to be kept.
  func whileServing(
    keepsServer: Bool, _ play: () async throws -> ExitCode
  ) async throws -> ExitCode {
    // Interrupted, the demonstration takes its server along.
    let interruption = Task { [running] in
      await StopSignals().wait()
      if Task.isCancelled { return }
      // Not waited for: it stops by itself, and the play would meet a server that is gone.
      if running.processIdentifier > 0 { kill(running.processIdentifier, SIGTERM) }
      exit(ExitCode.interrupted.rawValue)
    }
    defer { interruption.cancel() }
    do {
      let code = try await play()
      if keepsServer {
        try console.write("\nThe server goes on (process \(running.processIdentifier)).\n")
      } else {
        stopServer()
      }
      return code
    } catch {
      stopServer()
      throw error
    }
  }

  // MARK: People

  /// Types a command as a person and shows it with its answer.
  ///
  /// - Parameters:
  ///   - note: what is typed beside the command, where its input does not show.
  ///   - source: the command whose output is the input, as it would be typed before this one.
  ///   - expected: how it may end.
  /// - Throws: where it ends otherwise.
  @discardableResult
  func type(
    _ person: DemoPerson, _ arguments: String..., input: String? = nil, note: String? = nil,
    after source: String? = nil, endingIn expected: Set<ExitCode> = [.done]
  ) throws -> String {
    let result = try run(
      client, arguments, environment: ["EHCP_HOME": home(of: person)], input: input)
    let prompt = "\(person.name)$ \(source.map { $0 + " | " } ?? "")ehcp"
    try show(
      prompt, arguments, result.output + result.errors, note: note, status: result.status)
    guard expected.contains(where: { $0.rawValue == result.status }) else {
      throw unexpected("ehcp", arguments, result)
    }
    return result.output
  }

  /// Runs a command as a person without showing it, and gives what it writes to standard output.
  func ask(_ person: DemoPerson, _ arguments: String...) throws -> String {
    let result = try run(
      client, arguments, environment: ["EHCP_HOME": home(of: person)], input: nil)
    guard result.status == 0 else { throw unexpected("ehcp", arguments, result) }
    return result.output
  }

  // MARK: Processes

  private func run(
    _ program: String, _ arguments: [String], environment: [String: String], input: String?
  ) throws -> FinishedProcess {
    try FinishedProcess(
      running: program, arguments,
      environment: ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "COLUMNS": "78"]
        .merging(environment) { $1 },
      input: input ?? "", folder: folder)
  }

  private func show(
    _ prompt: String, _ arguments: [String], _ text: String, note: String? = nil,
    status: Int32 = 0
  ) throws {
    var line = ([prompt] + arguments.map(Self.quoted)).joined(separator: " ")
    if let note { line += "   # \(note)" }
    try console.write(line + "\n")
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      try console.write(line.isEmpty ? "\n" : "  \(line)\n")
    }
    if status != 0 { try console.write("  [exit \(status)]\n") }
  }

  /// As it would be typed into a shell.
  private static func quoted(_ word: String) -> String {
    let plain = word.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0)
        || "-_./:,@".unicodeScalars.contains($0)
    }
    if plain && !word.isEmpty { return word }
    // A value after a field's name is quoted alone, as people do.
    if let equals = word.firstIndex(of: "="), !word[..<equals].contains(" ") {
      return "\(word[...equals])'\(word[word.index(after: equals)...])'"
    }
    return "'\(word.replacing("'", with: "'\\''"))'"
  }

  private func unexpected(_ program: String, _ arguments: [String], _ result: FinishedProcess)
    -> UserError
  {
    UserError(
      "The demonstration stopped: \(program) \(arguments.first ?? "") ended with \(result.status).",
      hint: "See \(folder). It said: \(Escaping.line(result.output + result.errors))")
  }

  private static func ownPath() throws -> String {
    if let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
      return link
    }
    return URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().path
  }
}

/// Somebody in the demonstration.
struct DemoPerson: Sendable {
  /// As at the prompt: `priya`.
  var name: String
  /// As others see it: `Priya Shah`.
  var fullName: String
  var role: String
}
