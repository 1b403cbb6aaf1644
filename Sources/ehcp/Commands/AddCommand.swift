import CRDT
import Client
import Plan
import Terminal

enum AddCommand {
  static let declaration = Command<Session>(
    "add", "Add a record to a section",
    examples: [
      Example("ehcp add B title=\"Reading single words\" area=cognition-learning", "a need"),
      Example("ehcp add F --at 1 title=\"Paired reading\" needs=B.2", "first of its list"),
    ],
    arguments: [
      Argument("SECTION", "the section, as in B"),
      Argument("FIELD=VALUE", "what its fields hold", count: .any),
    ],
    options: [Option("at", .value("NUMBER"), "its place in the list; last if left out")],
    section: "Everyday", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let (workspace, plan, view) = try session.opened(invocation)
    let place = try session.place(invocation.argument(0) ?? "", in: view)
    let part = try workspace.part(place.part, of: plan)
    guard
      let list = part.template.lists.first(where: { $0.key == place.collection })
        ?? part.template.lists.first, place.record == nil, place.field == nil
    else {
      throw UserError(
        "\(place.part) has no records.", hint: "Fill in its fields: ehcp edit \(place.part)",
        exitCode: .usage)
    }
    let count = view.part(place.part)?.collection(list.key)?.records.count ?? 0
    let index = try MoveCommand.index(invocation.value("at"), count: count + 1)
    let writes = try writes(invocation.arguments.dropFirst(), list, view)
    let record = try workspace.edit(place.part, of: plan) {
      (part: inout PartDocument) throws(ContentError) in
      let record = try part.addRecord(to: list.key, at: index)
      for (field, value) in writes { try part.set(value, field: field, of: record) }
      return record
    }
    let number = (index ?? count) + 1
    let address = "\(place.part).\(number)"
    session.console.say(
      .done,
      "Added \(list.singular) \(address) (\(record.shortName)). Saved on this device, not yet on the"
        + " server.",
      next: "ehcp edit \(place.part).\(record.shortName)")
    return .done
  }

  private static func writes(
    _ words: ArraySlice<String>, _ list: ListTemplate, _ view: PlanView
  ) throws -> [(String, FieldValue)] {
    let values = ValueReader(plan: view)
    return try words.map { word in
      let key = String(word.prefix { $0 != "=" })
      guard key.utf8.count < word.utf8.count else {
        throw UserError(
          "“\(Escaping.line(word))” is not of the form FIELD=VALUE.",
          hint: "As in: title=\"Reading single words\"", exitCode: .usage)
      }
      guard let field = list.field(key) else {
        throw UserError(
          "There is no field “\(Escaping.line(key))” here.",
          hint: "There are: " + list.fields.map(\.key).joined(separator: ", ") + ".",
          exitCode: .usage)
      }
      return (key, try values.value(String(word.dropFirst(key.count + 1)), for: field))
    }
  }
}
