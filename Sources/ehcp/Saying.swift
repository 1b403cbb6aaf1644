import Plan
import Terminal

/// What is said after every edit.
enum Saying {
  static func saved(_ what: String, _ session: Session) {
    session.console.say(
      .done, "Saved on this device\(what). Not yet on the server.", next: "ehcp sync")
  }

  /// For an address that was to name a field.
  static func notAField(_ address: String, in part: PartDocument, _ place: Place) -> UserError {
    let list = place.collection.flatMap { part.template.list($0) }
    let fields = place.record == nil ? part.template.fields : list?.fields ?? []
    let example = fields.first.map { "\(address).\($0.key)" } ?? "\(address).1.title"
    return UserError(
      "“\(Escaping.line(address))” is not a field.",
      hint: "Name one, as in \(Escaping.line(example)).", exitCode: .usage)
  }

  /// For an address that was to name a record.
  static func notARecord(_ address: String) -> UserError {
    UserError(
      "“\(Escaping.line(address))” is not a record.",
      hint: "Name one by its number or its short name, as in B.2 or B.tkwnf.", exitCode: .usage)
  }
}
