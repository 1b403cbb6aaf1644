import Client
import Terminal

enum LogoutCommand {
  static let declaration = Command<Session>(
    "logout", "Sign this device out",
    discussion: "Plans and unsent changes stay on this device, unless --erase removes them.",
    examples: [
      Example("ehcp logout", "signs out; plans stay here for the next time"),
      Example("ehcp logout --erase", "also removes all plans from this device"),
    ],
    options: [
      Option("erase", .flag, "remove all plans from this device too"),
      Option("yes", .flag, "sign out although changes are only on this device"),
      Option("confirm", .value("NUMBER"), "with --erase: how many unsent changes may be lost"),
    ],
    section: "Everyday", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let workspace = try session.workspace()
    let unsent = try workspace.unsentCount()
    if invocation.flag("erase"), unsent > 0 {
      let changes = Counted.of(unsent, "change")
      if let confirmed = invocation.value("confirm") {
        guard confirmed == String(unsent) else { throw ClientError.unsentWork(count: unsent) }
      } else {
        try session.console.confirm(
          "\(changes) only this device has would be lost for ever.", typing: String(unsent),
          for: "--confirm \(unsent) (\(changes) only this device has would be lost)")
      }
    } else if unsent > 0, !invocation.flag("yes") {
      // At the desk of somebody else the work could wait here for ever.
      let changes = Counted.of(unsent, "change")
      try session.console.confirm(
        "\(changes) only on this device; signed out, it cannot send them.", typing: "yes",
        for: "--yes (\(changes) only on this device; “ehcp sync” sends them first)")
    }
    var isRevoked = true
    if workspace.isSignedIn {
      do {
        try await workspace.remote(authorityFile: session.authorityFile).logout()
      } catch {
        // The device forgets its token whatever the server says.
        isRevoked = false
      }
      try workspace.forgetToken()
    }
    if invocation.flag("erase") {
      try workspace.removePlans(losingUnsent: true)
      session.console.say(.done, "Signed out. No plan is left on this device.")
    } else {
      session.console.say(.done, "Signed out.")
      try sayWhatStays(unsent, in: workspace, session)
    }
    if !isRevoked {
      session.console.say(
        .warning,
        "The server could not be told. Sign this device out from another one when you can:"
          + " ehcp devices")
    }
    return .done
  }

  private static func sayWhatStays(
    _ unsent: Int, in workspace: Workspace, _ session: Session
  ) throws {
    guard try !workspace.plans().isEmpty else { return }
    session.console.say(
      nil,
      "Your plans stay readable in \(Escaping.line(session.home.path)) until they are removed.",
      next: "ehcp logout --erase")
    if unsent > 0 {
      session.console.say(
        .warning, "\(Counted.of(unsent, "change")) only on this device.", next: "ehcp login")
    }
  }
}
