import CRDT
import Client
import Plan
import Terminal

/// Ties of one record to another: this provision meets that need.
enum LinkCommand {
  static let link = Command<Session>(
    "link", "Link a record to another one",
    examples: [
      Example("ehcp link F.1 B.2", "provision F.1 meets need B.2"),
      Example("ehcp link E.1 C.1", "outcome E.1 is about health need C.1"),
    ],
    arguments: arguments, options: [fieldOption], section: "Everyday",
    action: { try await run($0, $1, isAdding: true) })

  static let unlink = Command<Session>(
    "unlink", "Undo a link between records",
    examples: [Example("ehcp unlink F.1 B.2", "")], arguments: arguments, options: [fieldOption],
    section: "Everyday", action: { try await run($0, $1, isAdding: false) })

  private static let arguments = [
    Argument("FROM", "the record that links"), Argument("TO", "the record it links to"),
  ]

  private static let fieldOption = Option(
    "field", .value("FIELD"), "which of its links, where several could be meant")

  private static func run(
    _ session: Session, _ invocation: Invocation, isAdding: Bool
  ) async throws -> ExitCode {
    let (workspace, plan, view) = try session.opened(invocation)
    let addresses = invocation.arguments
    let from = try session.place(addresses[0], in: view)
    let to = try session.place(addresses[1], in: view)
    guard let target = to.record, to.field == nil else { throw Saying.notARecord(addresses[1]) }
    let part = try workspace.part(from.part, of: plan)
    let field = try field(from, to, in: part, named: invocation.value("field") ?? from.field)
    let present = view.part(from.part)?.fieldValue(field.key, of: from) ?? .empty
    var isLinked = false
    if case .links(let links) = present { isLinked = links.contains(target) }
    if isLinked == isAdding {
      session.console.say(
        nil, isAdding ? "They are linked already." : "They are not linked.")
      return .done
    }
    try workspace.edit(from.part, of: plan) {
      (part: inout PartDocument) throws(ContentError) in
      if isAdding {
        try part.link(target, field: field.key, of: from.record)
      } else {
        try part.unlink(target, field: field.key, of: from.record)
      }
    }
    session.console.say(
      .done,
      "\(from.part)\(from.number.map { ".\($0)" } ?? "") \(isAdding ? "→" : "no longer →")"
        + " \(to.part).\(to.number ?? 0) (\(field.title.lowercased()))."
        + " Saved on this device, not yet on the server.", next: "ehcp sync")
    return .done
  }

  private static func field(
    _ from: Place, _ to: Place, in part: PartDocument, named name: String?
  ) throws -> FieldTemplate {
    let fields =
      try from.record.map { try part.list(of: $0).fields } ?? part.template.fields
    let fitting = fields.filter { field in
      field.targets.contains { $0.part == to.part && $0.list == to.collection }
        && (name == nil || field.key == name)
    }
    guard let field = fitting.first else {
      throw UserError(
        "\(from.part) cannot link to \(to.part).",
        hint: "See what can be linked with: ehcp edit \(from.part) --print", exitCode: .usage)
    }
    if fitting.count > 1 {
      throw UserError(
        "Several links could be meant.",
        hint: "Add --field with one of: \(fitting.map(\.key).joined(separator: ", ")).",
        exitCode: .usage)
    }
    return field
  }
}
