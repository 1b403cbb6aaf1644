import Plan
import Terminal

extension Program {
  private static let days = Option(
    "days", .value("N"), "The code is good for N days, 1 to 28; ten minutes unless given")

  static let user = Command<Context>(
    "user", "Make accounts and sign-in codes",
    examples: [
      Example("ehcpd user add \"M. Okoro\" --role caseworker --data /srv/ehcp", "Make an account"),
      Example("ehcpd user list --data /srv/ehcp", "Who there is"),
    ],
    subcommands: [addUser, listUsers, newCode, signOut], section: "People")

  private static let addUser = Command<Context>(
    "add", "Make an account and print its sign-in code",
    discussion: """
      The code is printed once and signs in one device. A caseworker may begin plans; people of other \
      roles are usually invited by the caseworker of their plan.
      """,
    examples: [
      Example("ehcpd user add \"M. Okoro\" --role caseworker --data /srv/ehcp", "A caseworker")
    ],
    arguments: [Argument("NAME", "The person's name, as others will see it")],
    options: [
      Option("role", .value("ROLE"), "caseworker, or another role of the rule pack"),
      Option("email", .value("ADDRESS"), "Where the person can be reached"), days,
      Context.dataOption, Context.templatesOption, Context.jsonOption,
    ]
  ) { context, invocation in
    guard let role = invocation.value("role") else {
      throw UserError(
        "An account needs a role.", hint: "Give one, as in --role caseworker.", exitCode: .usage)
    }
    let command: JSONValue = [
      "command": "user-add", "name": .string(invocation.argument(0) ?? ""), "role": .string(role),
      "email": invocation.value("email").map { .string($0) } ?? .null,
      "days": try numberOfDays(invocation),
    ]
    return try await printCode(context, invocation, command)
  }

  private static let newCode = Command<Context>(
    "code", "Print a new sign-in code for an account",
    examples: [Example("ehcpd user code ACCOUNT --days 7 --data /srv/ehcp", "For a letter")],
    arguments: [Argument("ACCOUNT", "The account, as user list shows it")],
    options: [days, Context.dataOption, Context.jsonOption]
  ) { context, invocation in
    let command: JSONValue = [
      "command": "user-code", "account": .string(invocation.argument(0) ?? ""),
      "days": try numberOfDays(invocation),
    ]
    return try await printCode(context, invocation, command)
  }

  private static let signOut = Command<Context>(
    "sign-out", "Sign all devices of an account out",
    arguments: [Argument("ACCOUNT", "The account, as user list shows it")],
    options: [Context.dataOption, Context.jsonOption]
  ) { context, invocation in
    let answer = try await context.administer(
      ["command": "user-sign-out", "account": .string(invocation.argument(0) ?? "")], invocation)
    if invocation.flag("json") { try context.report(answer, invocation) { "" } }
    context.console.say(
      .done, "Devices signed out: \(answer.integer(of: "devices")).",
      next: "ehcpd user code \(answer.text(of: "account"))")
    return .done
  }

  private static let listUsers = Command<Context>(
    "list", "Show all accounts",
    options: [Context.dataOption, Context.jsonOption]
  ) { context, invocation in
    let answer = try await context.administer(["command": "user-list"], invocation)
    try context.report(answer, invocation) {
      var table = Table(["Account", "Name", "Role", "Devices", "Last seen"])
      for user in answer.elements(of: "users") {
        table.add([
          user.text(of: "account"), Escaping.line(user.text(of: "name")),
          Escaping.line(user.text(of: "role")), String(user.integer(of: "devices")),
          user.text(of: "last_seen"),
        ])
      }
      return table.text(style: context.console.outputStyle)
    }
    return .done
  }

  private static func numberOfDays(_ invocation: Invocation) throws -> JSONValue {
    guard let text = invocation.value("days") else { return .null }
    guard let days = Int64(text), (1...28).contains(days) else {
      throw UserError(
        "A code is good for 1 to 28 days.", hint: "Give --days a number.", exitCode: .usage)
    }
    return .integer(days)
  }

  private static func printCode(
    _ context: Context, _ invocation: Invocation, _ command: JSONValue
  ) async throws -> ExitCode {
    let answer = try await context.administer(command, invocation)
    try context.report(answer, invocation) { answer.text(of: "code") + "\n" }
    context.console.say(
      .done,
      "This code signs \(Escaping.line(answer.text(of: "name"))) in once, until"
        + " \(answer.text(of: "expires")). Account \(answer.text(of: "account")).",
      next: "ehcp login URL")
    return .done
  }
}
