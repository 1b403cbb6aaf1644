import CRDT
import Client
import Plan
import Terminal

enum MoveCommand {
  static let declaration = Command<Session>(
    "move", "Move a record within its list",
    examples: [Example("ehcp move B.3 1", "the third need becomes the first")],
    arguments: [
      Argument("ADDRESS", "the record"), Argument("NUMBER", "its new place, counted from 1"),
    ],
    section: "Everyday", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let (workspace, plan, view) = try session.opened(invocation)
    let address = invocation.argument(0) ?? ""
    let place = try session.place(address, in: view)
    guard let record = place.record, place.field == nil, let list = place.collection else {
      throw Saying.notARecord(address)
    }
    let count = view.part(place.part)?.collection(list)?.records.count ?? 0
    let index = try index(invocation.argument(1), count: count) ?? 0
    if index + 1 == place.number {
      session.console.say(nil, "It stands there already. Nothing was changed.")
      return .done
    }
    let said = Saying.record(at: place, in: view)
    try workspace.edit(place.part, of: plan) {
      (part: inout PartDocument) throws(ContentError) in
      try part.moveRecord(record, to: index)
    }
    session.console.say(
      .done,
      "Moved \(said): it is \(place.part).\(index + 1) now. Saved on this device, not yet on the"
        + " server.",
      next: "ehcp sync")
    return .done
  }

  /// A place in a list as a person counts it, from 1, as one counted from 0; nil where none is given.
  static func index(_ word: String?, count: Int) throws -> Int? {
    guard let word else { return nil }
    guard let number = Int(word), (1...max(1, count)).contains(number) else {
      throw UserError(
        "“\(Escaping.line(word))” is no place in the list.",
        hint: "Give a number from 1 to \(max(1, count)).", exitCode: .usage)
    }
    return number - 1
  }
}
