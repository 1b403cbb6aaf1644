import CRDT
import Client
import Plan
import Terminal

enum SetCommand {
  static let declaration = Command<Session>(
    "set", "Set a field",
    examples: [
      Example("ehcp set B.2.title \"Reading single words\"", ""),
      Example("ehcp set E.1.by 23/7/2027", "dates as 23/7/2027, 23 July 2027 or 2027-07-23"),
      Example("ehcp set B.2.sources K.1,K.3", "links, by address"),
      Example("ehcp set G.1.ratio \"\"", "empties the field"),
    ],
    arguments: [
      Argument("ADDRESS", "the field"), Argument("VALUE", "what it is to hold; empty for nothing"),
    ],
    section: "Everyday", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let (workspace, plan, view) = try session.opened(invocation)
    let address = invocation.argument(0) ?? ""
    let place = try session.place(address, in: view)
    let part = try workspace.part(place.part, of: plan)
    guard let key = place.field else { throw Saying.notAField(address, in: part, place) }
    let field = try part.field(key, of: place.record)
    let present = view.part(place.part)?.fieldValue(key, of: place) ?? .empty
    let value = try ValueReader(plan: view).value(
      invocation.argument(1) ?? "", for: field, present: present)
    if value == present, part.view(finding: .reviews).reviews.allSatisfy({ $0.place.field != key })
    {
      session.console.say(nil, "It holds that already. Nothing was changed.")
      return .done
    }
    let change = try workspace.edit(place.part, of: plan) {
      (part: inout PartDocument) throws(ContentError) -> PartDocument.TextChange? in
      if field.kind == .text {
        return try part.edit(value.plainText, field: key, of: place.record)
      }
      try part.set(value, field: key, of: place.record)
      return nil
    }
    Saying.saved(change.map(Counted.words) ?? "", session)
    return .done
  }
}
