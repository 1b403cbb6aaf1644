import CRDT
import Client
import Plan
import Terminal

enum RemoveCommand {
  static let declaration = Command<Session>(
    "remove", "Delete a record",
    discussion: "It can be brought back with “ehcp restore”.",
    examples: [Example("ehcp remove B.2", "the second need")],
    arguments: [Argument("ADDRESS", "the record, as in B.2 or B.tkwnf")],
    section: "Everyday", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let (workspace, plan, view) = try session.opened(invocation)
    let address = invocation.argument(0) ?? ""
    let place = try session.place(address, in: view)
    guard let record = place.record, place.field == nil else { throw Saying.notARecord(address) }
    let said = Saying.record(at: place, in: view)
    let links = Self.links(to: record, in: view)
    try workspace.edit(place.part, of: plan) {
      (part: inout PartDocument) throws(ContentError) in
      try part.deleteRecord(record)
    }
    let name = "\(place.part).\(record.shortName)"
    session.console.say(
      .done, "Deleted \(said). Saved on this device, not yet on the server.",
      next: "ehcp sync (ehcp restore \(name) brings it back)")
    if !links.isEmpty {
      session.console.say(.warning, "Still linked to it: \(Counted.list(links)).")
    }
    return .done
  }

  /// The addresses of records that link to a record.
  static func links(to record: EventID, in view: PlanView) -> [String] {
    view.parts.flatMap { part in
      part.collections.flatMap(\.records).filter { other in
        other.fields.contains { field in
          if case .links(let links) = field.value { return links.contains(record) }
          return false
        }
      }.map { "\(part.id).\($0.number)" }
    }
  }
}
