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
    let device = invocation.value("device") ?? ProcessInfo.processInfo.hostName
    try Label.check(device, of: "--device")
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
    let workspace = try session.workspace()
    let name: String
    do {
      name = try await workspace.signIn(
        address: address, code: code, device: device, authorityFile: session.authorityFile)
    } catch {
      guard let fault = error.lineFault else { throw error }
      throw failure(fault, typed: typed, address: address)
    }
    let plans = try await workspace.remote(authorityFile: session.authorityFile).plans()
    let next =
      plans.count == 1 ? "ehcp open \(Escaping.line(plans[0].reference))" : "ehcp plans"
    session.console.say(
      .done, "\(Escaping.line(name)), signed in on “\(Escaping.line(device))”.", next: next)
    return .done
  }

  /// What a fault of the line means to somebody who has no work here yet.
  private static func failure(
    _ fault: ClientError.LineFault, typed: String, address: String
  ) -> UserError {
    let plain = "http://\(typed)"
    if !typed.contains("://"), Remote.address(plain) != nil {
      return UserError(
        "No server with TLS answers at \(Escaping.line(typed)).",
        hint: "If it is a server on this machine without TLS: ehcp login \(Escaping.line(plain))",
        exitCode: .unreachable)
    }
    if fault == .untrusted {
      return UserError(
        "\(Escaping.line(address)) could not prove who it is; the code was not sent.",
        hint: "If your authority has its own certificates, set EHCP_CA_FILE.",
        exitCode: .unreachable)
    }
    return UserError(
      "No server can be reached at \(Escaping.line(address)).",
      hint: "Check the address and your connection, then sign in again.", exitCode: .unreachable)
  }
}
