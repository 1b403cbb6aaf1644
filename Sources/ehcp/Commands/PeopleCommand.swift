import Client
import Plan
import Terminal

enum PeopleCommand {
  static let declaration = Command<Session>(
    "people", "List the people of the plan",
    examples: [
      Example("ehcp people", "as the server last said"),
      Example("ehcp people --roles", "the roles there are, for inviting"),
    ],
    options: [
      Option("roles", .flag, "list the roles instead"), Option("json", .flag, "as JSON"),
    ],
    section: "Casework", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let workspace = try session.workspace()
    let plan = try session.plan(invocation, in: workspace)
    if invocation.flag("roles") {
      try writeRoles(of: plan, session, invocation)
      return .done
    }
    let people = try workspace.people(of: plan)
    if invocation.flag("json") {
      try session.write([
        "people": .array(
          people.map {
            [
              "name": .string($0.name), "role": .string($0.role.description),
              "account": .string($0.account),
            ]
          })
      ])
      return .done
    }
    var table = Table()
    for person in people {
      let role = plan.template.role(person.role)?.title ?? person.role.description
      table.add([Escaping.line(person.name), Escaping.line(role)])
    }
    try session.write(table)
    return .done
  }

  private static func writeRoles(
    of plan: OpenPlan, _ session: Session, _ invocation: Invocation
  ) throws {
    if invocation.flag("json") {
      try session.write([
        "roles": .array(
          plan.template.roles.map {
            ["role": .string($0.id.description), "title": .string($0.title)]
          })
      ])
      return
    }
    var table = Table(["role", "who"])
    for role in plan.template.roles {
      table.add([role.id.description, "\(role.title). \(role.guidance)"])
    }
    try session.write(table)
  }
}
