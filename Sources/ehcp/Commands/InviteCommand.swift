import Client
import Plan
import Terminal

enum InviteCommand {
  static let declaration = Command<Session>(
    "invite", "Invite a person to the plan",
    discussion: """
      The code is shown once. Give it to the person yourself, by word of mouth or by post: whoever \
      has it can sign in.
      """,
    examples: [
      Example("ehcp invite \"Priya Shah\" --role ep", "a new person"),
      Example("ehcp invite \"Priya Shah\" --role ep --account 3f2a…", "one the server knows"),
    ],
    arguments: [Argument("NAME", "the person's name, as others will see it")],
    options: [
      Option("role", .value("ROLE"), "what the person is to the plan; “ehcp people --roles” lists"),
      Option("email", .value("ADDRESS"), "where the server may write to"),
      Option("account", .value("ID"), "the account, of somebody who has one"),
      Option("days", .value("NUMBER"), "how long the code holds"),
      Option("json", .flag, "as JSON"),
    ],
    section: "Casework", action: run)

  private static func isAccount(_ text: String) -> Bool {
    text.utf8.count == 32
      && text.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
  }

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let workspace = try session.workspace()
    let plan = try session.plan(invocation, in: workspace)
    let roles = plan.template.roles.map(\.id.description)
    guard let role = invocation.value("role"), roles.contains(role) else {
      throw UserError(
        "Which role?", hint: "Give --role with one of: \(roles.joined(separator: ", ")).",
        exitCode: .usage)
    }
    var days: Int64?
    if let text = invocation.value("days") {
      guard let number = Int64(text), (1...28).contains(number) else {
        throw UserError(
          "“--days” cannot be “\(Escaping.line(text))”.", hint: "Give a number from 1 to 28.",
          exitCode: .usage)
      }
      days = number
    }
    let name = invocation.argument(0) ?? ""
    try Label.check(name, of: "NAME")
    if let email = invocation.value("email") { try Label.check(email, of: "--email") }
    if let account = invocation.value("account"), !Self.isAccount(account) {
      throw UserError(
        "“\(Escaping.line(account))” is no account.",
        hint: "Give its 32 digits and letters; “ehcp people --json” lists them.", exitCode: .usage)
    }
    let remote = try workspace.remote(authorityFile: session.authorityFile)
    let answer = try await remote.invite(
      Remote.Invitation(
        name: name, role: role, email: invocation.value("email"),
        account: invocation.value("account"), days: days), to: plan.identifier)
    try await workspace.refresh(plan, from: remote)
    if invocation.flag("json") {
      try session.write(answer)
      return .done
    }
    let title = plan.template.role(RoleID(role))?.title ?? role
    session.console.say(
      .done, "\(Escaping.line(name)) may now work on \(Escaping.line(plan.reference)) as \(title).")
    if case .string(let code) = answer["code"] {
      try session.console.write(Escaping.line(code) + "\n")
      if case .string(let expires) = answer["expires"] {
        session.console.say(
          nil,
          "  The code above holds until \(Escaping.line(String(expires.prefix(10)))), once."
            + " It is not shown again.")
      }
    } else {
      session.console.say(nil, "  No code is needed: this person signs in as before.")
    }
    return .done
  }
}
