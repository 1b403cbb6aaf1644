import Client
import Plan
import Terminal

/// Whether the server's record of official acts is still the one this device knew.
enum AuditCommand {
  static let declaration = Command<Session>(
    "audit", "Check that the server's record of official acts only grew",
    discussion: """
      Everything official is an entry of the server's audit log, and each entry fixes all before it. \
      This device remembers where the log ended, and follows it at every sync: whoever changed an \
      entry, the server's own administrator included, would be found out here.
      """,
    examples: [Example("ehcp audit", "on-line"), Example("ehcp acts", "what was done")],
    options: [Option("json", .flag, "as JSON")], section: "Casework", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let workspace = try session.workspace()
    let plan = try session.plan(invocation, in: workspace)
    let remote = try workspace.remote(authorityFile: session.authorityFile)
    let before = try workspace.auditHead()
    let broken = try await workspace.refresh(plan, from: remote)
    let head = try workspace.auditHead()
    if invocation.flag("json") {
      try session.write([
        "sound": .bool(broken == nil),
        "entries": head.map { .integer(Int64(clamping: $0.count)) } ?? .null,
        "head": head.map { .string($0.fingerprint.description) } ?? .null,
        "first_broken": broken.map { .integer(Int64(clamping: $0)) } ?? .null,
      ])
      return broken == nil ? .done : .checkFailed
    }
    if let broken {
      throw UserError(
        "From entry \(broken) on the server's record is not the one this device knew.",
        hint: "Somebody changed it. Keep this device as it is, and tell your authority.",
        exitCode: .checkFailed)
    }
    guard let head else {
      session.console.say(.warning, "The server did not say where its record ends.")
      return .done
    }
    let known = before.map {
      "\(Counted.of(Int(clamping: $0.count), "entry", "entries")) known here"
    }
    session.console.say(
      .done,
      "\(Counted.of(Int(clamping: head.count), "entry", "entries")), head \(head.fingerprint.short)"
        + "; \(known ?? "none known here before"), none changed.", next: "ehcp acts")
    return .done
  }
}
