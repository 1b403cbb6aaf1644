import Client
import Foundation
import Terminal

enum LoginCommand {
  static let declaration = Command<Session>(
    "login", "Sign in to a server with a one-time code",
    discussion: """
      The code is typed when asked for, or given on standard input with --code-stdin; it is never \
      part of the command, where others could read it.
      """,
    examples: [
      Example("ehcp login https://ehcp.example.gov.uk", "asks for the code of your invitation"),
      Example("ehcp login ehcp.example.gov.uk --code-stdin < code.txt", "takes it from a file"),
    ],
    arguments: [
      Argument("SERVER", "the server's address; the one used last if left out", count: .optional)
    ],
    options: [
      Option("code-stdin", .flag, "read the code from standard input"),
      Option("device", .value("NAME"), "what to call this device; its host name otherwise"),
      Option("insecure", .flag, "allow a server without TLS that is not on this machine"),
    ],
    section: "Everyday", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let known = try Credentials.read(session.home)?.server
    guard let typed = invocation.argument(0) ?? known else {
      throw UserError(
        "Which server?", hint: "Give its address: ehcp login https://…", exitCode: .usage)
    }
    guard
      let address = Remote.address(typed, allowsPlain: invocation.flag("insecure"))
    else { throw ClientError.badAddress }
    let line: String?
    if invocation.flag("code-stdin") {
      line = try session.console.readLine()
    } else {
      line = try session.console.ask(
        "Code from your invitation:", for: "the code from your invitation")
    }
    let code = (line ?? "").trimmingCharacters(in: .whitespaces)
    guard !code.isEmpty else {
      throw UserError("No code was given.", hint: "Nothing was changed.", exitCode: .usage)
    }
    let device = invocation.value("device") ?? ProcessInfo.processInfo.hostName
    let workspace = try session.workspace()
    let name = try await workspace.signIn(
      address: address, code: code, device: device, authorityFile: session.authorityFile)
    let plans = try await workspace.remote(authorityFile: session.authorityFile).plans()
    let next =
      plans.count == 1 ? "ehcp open \(Escaping.line(plans[0].reference))" : "ehcp plans"
    session.console.say(
      .done, "\(Escaping.line(name)), signed in on “\(Escaping.line(device))”.", next: next)
    return .done
  }
}
