import Plan
import Terminal

enum VersionCommand {
  static let declaration = Command<Session>(
    "version", "Show the program's version and the packs it carries",
    examples: [Example("ehcp version", "")],
    options: [Option("json", .flag, "as JSON")], section: "Other", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let packs = try session.packs().templates
    if invocation.flag("json") {
      try session.write([
        "version": .string(Program.version),
        "packs": .array(
          packs.map { ["pack": .string($0.pack), "version": .integer(Int64($0.version))] }),
      ])
      return .done
    }
    try session.console.write("ehcp \(Program.version)\n")
    for pack in packs { try session.console.write("\(pack.pack) \(pack.version): \(pack.title)\n") }
    return .done
  }
}
