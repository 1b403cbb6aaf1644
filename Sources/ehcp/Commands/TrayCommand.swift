import Client
import Plan
import Terminal

enum TrayCommand {
  static let declaration = Command<Session>(
    "tray", "Show work the server would not take",
    discussion: "Its words are kept here until you remove them. Nothing in it reaches the plan.",
    examples: [
      Example("ehcp tray", "each with the reason, and its words"),
      Example("ehcp tray remove 3", "once you have dealt with it"),
    ],
    options: [Option("json", .flag, "as JSON")],
    subcommands: [
      Command(
        "remove", "Remove an entry for ever",
        examples: [Example("ehcp tray remove 3", "asks before it does")],
        arguments: [Argument("NUMBER", "the entry's number")],
        options: [Option("confirm", .value("NUMBER"), "the number again, instead of being asked")],
        action: remove)
    ],
    section: "Review", action: list)

  private static func list(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let workspace = try session.workspace()
    let plan = try session.plan(invocation, in: workspace)
    let tray = try workspace.tray(of: plan)
    if invocation.flag("json") {
      try session.write([
        "tray": .array(
          tray.map {
            [
              "number": .integer($0.id), "part": .string($0.part.description),
              "reason": .string($0.reason), "words": .array($0.passages.map { .string($0.words) }),
            ]
          })
      ])
      return .done
    }
    if tray.isEmpty {
      session.console.say(nil, "Your tray is empty: the server took all your changes.")
      return .done
    }
    let style = session.console.outputStyle
    for item in tray {
      var text =
        style.bold("\(item.id)  \(item.part)") + "  \(Moment.short(item.refused))  "
        + Wording.refusal(item.reason) + "\n"
      for passage in item.passages {
        if let address = passage.address { text += "    \(style.dim("for \(address):"))\n" }
        text += Wrapping.lines(Escaping.lines(passage.words), width: style.width - 6)
          .map { "      \($0)\n" }.joined()
      }
      if item.passages.isEmpty {
        text += "    (no words: something moved, deleted or linked)\n"
      }
      try session.console.write(text)
    }
    let part = tray[0].part
    session.console.say(
      nil, "You can offer the words to those who may change \(part).",
      next: "ehcp comment add \(part) -m \"…\"")
    return .done
  }

  private static func remove(
    _ session: Session, _ invocation: Invocation
  ) async throws -> ExitCode {
    let workspace = try session.workspace()
    let plan = try session.plan(invocation, in: workspace)
    let wanted = invocation.argument(0) ?? ""
    guard let item = try workspace.tray(of: plan).first(where: { String($0.id) == wanted })
    else {
      throw UserError(
        "The tray has no entry “\(Escaping.line(wanted))”.", hint: "See: ehcp tray",
        exitCode: .usage)
    }
    if let confirmed = invocation.value("confirm") {
      guard confirmed == wanted else { throw TerminalError.notConfirmed(expected: wanted) }
    } else {
      try session.console.confirm(
        "These words will be gone for ever.", typing: wanted, for: "--confirm \(wanted)")
    }
    try workspace.removeFromTray(item.id)
    session.console.say(.done, "Removed.")
    return .done
  }
}
