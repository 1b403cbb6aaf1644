import CRDT
import Client
import Plan
import Terminal

enum RestoreCommand {
  static let declaration = Command<Session>(
    "restore", "Bring back a deleted record",
    examples: [
      Example("ehcp restore B", "lists the deleted records of the section"),
      Example("ehcp restore B.tkwnf", "brings one back, with all it held"),
    ],
    arguments: [Argument("ADDRESS", "a section, or a record by its short name")],
    section: "Everyday", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let (workspace, plan, view) = try session.opened(invocation)
    let words = (invocation.argument(0) ?? "").split(separator: ".").map(String.init)
    let place = try session.place(words.first ?? "", in: view)
    let part = try workspace.part(place.part, of: plan)
    let deleted = part.template.lists.flatMap { list in
      part.document.deletedRecords(inListAt: ObjectAddress(key: list.key)).map { (list, $0) }
    }
    guard words.count > 1 else {
      try list(deleted, of: part, session)
      return .done
    }
    guard let (list, record) = deleted.first(where: { $0.1.shortName == words[1].lowercased() })
    else {
      throw UserError(
        "\(place.part) has no deleted record “\(Escaping.line(words[1]))”.",
        hint: "See: ehcp restore \(place.part)", exitCode: .usage)
    }
    try workspace.edit(place.part, of: plan) {
      (part: inout PartDocument) throws(ContentError) in
      try part.restoreRecord(record)
    }
    session.console.say(
      .done, "The \(list.singular) is back. Saved on this device, not yet on the server.",
      next: "ehcp show \(place.part).\(record.shortName)")
    return .done
  }

  private static func list(
    _ deleted: [(ListTemplate, EventID)], of part: PartDocument, _ session: Session
  ) throws {
    if deleted.isEmpty {
      session.console.say(nil, "No record of \(part.id) was deleted.")
      return
    }
    var table = Table(["address", "what it was"])
    for (list, record) in deleted.reversed() {
      let title = list.fields.first { $0.kind == .line }.map { field in
        part.document.register(at: ObjectAddress(record: record, key: field.key)).first?.value
      }
      var words = ""
      if case .text(let text) = title ?? nil { words = text }
      table.add(["\(part.id).\(record.shortName)", Escaping.line(words)])
    }
    try session.write(table)
  }
}
