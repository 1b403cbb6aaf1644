import Plan
import Terminal

enum VersionCommand {
  static let declaration = Command<Session>(
    "version", "Name the plan's versions, compare them, go back; or show the program's own",
    examples: [
      Example("ehcp version", "of this program and the packs it carries"),
      Example("ehcp version name panel-1", "the plan as it stands"),
      Example("ehcp version compare panel-1 served F", "word by word"),
    ],
    options: [Option("json", .flag, "as JSON")], subcommands: [name, list, compare, restore],
    section: "History", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let packs = try session.packs().templates()
    if invocation.flag("json") {
      try session.write([
        "version": .string(Program.version),
        "packs": .array(
          packs.map { pack in
            [
              "pack": .string(pack.pack), "version": .integer(Int64(pack.version)),
              "not_verified": .array(pack.unverified.map { .string($0) }),
            ]
          }),
      ])
      return .done
    }
    try session.console.write("ehcp \(Program.version)\n")
    for pack in packs {
      let doubt = pack.unverified.isEmpty ? "" : " (in part not verified)"
      try session.console.write("\(pack.pack) \(pack.version): \(pack.title)\(doubt)\n")
    }
    return .done
  }
}
