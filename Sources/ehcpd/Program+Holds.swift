import Plan
import Terminal

extension Program {
  static let hold = Command<Context>(
    "hold", "Keep a plan from being erased: a complaint, a Tribunal, a court's order",
    discussion: "A plan that is held cannot be erased: the database itself refuses.",
    examples: [
      Example("ehcpd hold add MK-0412 --reason \"SEND Tribunal EH000/26\" --data /srv/ehcp", ""),
      Example("ehcpd hold list --data /srv/ehcp", ""),
    ],
    subcommands: [addHold, releaseHold, listHolds], section: "Safety")

  private static let reference = Argument("REF", "The plan's reference")

  private static let addHold = Command<Context>(
    "add", "Hold a plan",
    examples: [
      Example("ehcpd hold add MK-0412 --reason \"SEND Tribunal EH000/26\" --data /srv/ehcp", "")
    ],
    arguments: [reference],
    options: [
      Option("reason", .value("TEXT"), "Why; it stands in the audit log"), Context.dataOption,
      Context.jsonOption,
    ]
  ) { context, invocation in
    guard let reason = invocation.value("reason") else {
      throw UserError("Why?", hint: "Give --reason \"…\".", exitCode: .usage)
    }
    let name = invocation.argument(0) ?? ""
    let answer = try await context.administer(
      ["command": "hold-add", "reference": .string(name), "reason": .string(reason)], invocation)
    try context.report(answer, invocation) { "" }
    context.console.say(
      .done, "\(Escaping.line(name)) is held: it cannot be erased.",
      next: "ehcpd hold release \(Escaping.line(name)), once the reason is gone")
    return .done
  }

  private static let releaseHold = Command<Context>(
    "release", "End a hold",
    examples: [Example("ehcpd hold release MK-0412 --data /srv/ehcp", "")],
    arguments: [reference], options: [Context.dataOption, Context.jsonOption]
  ) { context, invocation in
    let name = invocation.argument(0) ?? ""
    let answer = try await context.administer(
      ["command": "hold-release", "reference": .string(name)], invocation)
    try context.report(answer, invocation) { "" }
    let wasHeld = answer["released"] == true
    context.console.say(
      wasHeld ? .done : nil,
      "\(Escaping.line(name)) \(wasHeld ? "is not held any more" : "was not held").")
    return .done
  }

  private static let listHolds = Command<Context>(
    "list", "List the plans that are held",
    examples: [Example("ehcpd hold list --data /srv/ehcp", "")],
    options: [Context.dataOption, Context.jsonOption]
  ) { context, invocation in
    let answer = try await context.administer(["command": "hold-list"], invocation)
    try context.report(answer, invocation) {
      var table = Table(["Plan", "Since", "Reason"])
      for hold in answer.elements(of: "holds") {
        table.add([
          Escaping.line(hold.text(of: "reference")), hold.text(of: "began"),
          Escaping.line(hold.text(of: "reason")),
        ])
      }
      return table.text(style: context.console.outputStyle)
    }
    return .done
  }
}
