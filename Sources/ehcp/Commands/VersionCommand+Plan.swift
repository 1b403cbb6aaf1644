import Client
import Plan
import Terminal

/// Versions of the plan, beside the program's own.
extension VersionCommand {
  static let name = Command<Session>(
    "name", "Give the plan as it stands a name, for everybody",
    discussion: """
      Whoever may read a section sees the name there; nobody learns from it of a section that is \
      withheld from her.
      """,
    examples: [Example("ehcp version name panel-1", "one word")],
    arguments: [Argument("NAME", "one word, as panel-1")],
    action: { session, invocation in
      let workspace = try session.workspace()
      let plan = try session.plan(invocation, in: workspace)
      let name = invocation.argument(0) ?? ""
      try VersionWord(workspace, plan).checkNew(name, in: try workspace.view(plan))
      let parts = try workspace.nameVersion(name, of: plan)
      guard !parts.isEmpty else {
        session.console.say(nil, "The plan is empty: there is nothing to name yet.")
        return .done
      }
      session.console.say(
        .done,
        "\(Escaping.line(name)): the plan as it stands here (\(Counted.of(parts.count, "section")))."
          + " Saved on this device. Not yet on the server.", next: "ehcp sync")
      return .done
    })

  static let list = Command<Session>(
    "list", "List the versions that have a name", examples: [Example("ehcp version list", "")],
    options: [Option("json", .flag, "as JSON")],
    action: { session, invocation in
      let (workspace, plan, view) = try session.opened(invocation)
      let versions = try workspace.versions(of: plan)
      if invocation.flag("json") {
        try session.write([
          "versions": .array(
            versions.map { version in
              [
                "name": .string(version.name), "id": .string(version.shortName),
                "author": .string(view.authors[version.author]?.name ?? ""),
                "time": .string(Moment.iso(version.time)), "on_server": .bool(version.isStored),
                "parts": .array(version.heads.keys.sorted().map { .string($0.description) }),
              ]
            })
        ])
        return .done
      }
      if versions.isEmpty {
        session.console.say(nil, "No version has a name yet.", next: "ehcp version name panel-1")
        return .done
      }
      var table = Table(["name", "by", "when", "sections"])
      for version in versions {
        let isTwice = versions.count { $0.name.lowercased() == version.name.lowercased() } > 1
        table.add([
          Escaping.line(version.name) + (isTwice ? " (\(version.shortName))" : ""),
          Showing.name(of: version.author, in: view),
          version.isStored ? Moment.full(version.time) : "only on this device",
          plan.parts.filter { version.heads[$0] != nil }.map(\.description)
            .joined(separator: ", "),
        ])
      }
      try session.write(table)
      return .done
    })

  static let compare = Command<Session>(
    "compare", "Show what changed between two versions",
    discussion: "The same as “ehcp diff”. A version is \(VersionWord.forms).",
    examples: [Example("ehcp version compare panel-1 served F", "one section")],
    arguments: [
      Argument("FROM", "the earlier version"), Argument("TO", "the later one"),
      Argument("ADDRESS", "a section, a record or a field", count: .optional),
    ],
    options: DiffCommand.options,
    action: { session, invocation in
      let (workspace, plan, view) = try session.opened(invocation)
      let word = try VersionWord(workspace, plan)
      let place = try invocation.argument(2).map { try session.place($0, in: view) }
      try DiffCommand.show(
        try word.read(invocation.argument(0) ?? ""), try word.read(invocation.argument(1) ?? ""),
        at: place, workspace, plan, view, session, invocation)
      return .done
    })

  static let restore = Command<Session>(
    "restore", "Make the plan, or a place of it, read as in an earlier version",
    discussion: """
      By new changes upon the present, which “ehcp undo” takes back at once: nobody's work leaves the \
      history. Sections that you may not edit stay as they are. A version is \(VersionWord.forms).
      """,
    examples: [
      Example("ehcp version restore panel-1 F.2 --dry-run", "what that would change"),
      Example("ehcp version restore served F.2", "one record"),
    ],
    arguments: [
      Argument("VERSION", "what to go back to"),
      Argument("ADDRESS", "a section, a record or a field; all if left out", count: .optional),
    ],
    options: DiffCommand.options + [Option("dry-run", .flag, "only show what would change")],
    action: { session, invocation in
      let (workspace, plan, view) = try session.opened(invocation)
      let version = try VersionWord(workspace, plan).read(invocation.argument(0) ?? "")
      let place = try invocation.argument(1).map { try session.place($0, in: view) }
      if invocation.flag("dry-run") {
        try DiffCommand.show(
          .now, version, at: place, workspace, plan, view, session, invocation, namesPeople: false)
        return .done
      }
      let outcome = try workspace.restore(version, of: plan, at: place)
      let restored = Counted.list(outcome.changed.map(\.description))
      if outcome.changed.isEmpty {
        session.console.say(nil, "It reads so already. Nothing was changed.")
      } else {
        session.console.say(
          .done, "\(restored) as in that version. Saved on this device. Not yet on the server.",
          next: "ehcp sync (or ehcp undo)")
      }
      if !outcome.refused.isEmpty {
        session.console.say(
          .warning,
          "Left as it is, because you may not edit it:"
            + " \(Counted.list(outcome.refused.map(\.description))).")
        return .partlyRefused
      }
      return .done
    })
}
