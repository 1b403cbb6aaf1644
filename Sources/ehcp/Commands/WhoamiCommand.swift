import Client
import Plan
import Terminal

enum WhoamiCommand {
  static let declaration = Command<Session>(
    "whoami", "Show who is signed in here",
    examples: [Example("ehcp whoami --json", "for a program")],
    options: [Option("json", .flag, "as JSON")],
    section: "Everyday", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let workspace = try session.workspace()
    guard let person = try workspace.person() else { throw ClientError.notSignedIn }
    let isSignedIn = workspace.isSignedIn
    let server = workspace.serverAddress ?? ""
    if invocation.flag("json") {
      try session.write([
        "name": .string(person.name), "account": .string(person.account),
        "device": .string(person.device), "server": .string(server), "signed_in": .bool(isSignedIn),
      ])
    } else {
      try session.console.write(
        """
        \(Escaping.line(person.name)) on “\(Escaping.line(person.device))”
        \(isSignedIn ? "signed in to" : "signed out of") \(server)

        """)
    }
    return isSignedIn ? .done : .signIn
  }
}
