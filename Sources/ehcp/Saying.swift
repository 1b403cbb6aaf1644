import CRDT
import Client
import Plan
import Terminal

/// What is said after every edit.
enum Saying {
  static func saved(_ what: String, _ session: Session) {
    session.console.say(
      .done, "Saved on this device\(what). Not yet on the server.", next: "ehcp sync")
  }

  /// Runs a sync with a line that says how far it is, where it takes long.
  @discardableResult
  nonisolated(nonsending) static func fetching(
    _ session: Session,
    _ work: nonisolated(nonsending) ((SyncReport) -> Void) async throws -> SyncReport
  ) async throws -> SyncReport {
    var line = ProgressLine("Exchanging", on: session.console)
    defer { line.finish() }
    return try await work { report in
      line.update(
        report.storedCount + report.receivedByAgent.values.reduce(0, +), "changes")
    }
  }

  /// `need B.2 “Reading single words” (tkwnf)`
  static func record(at place: Place, in view: PlanView) -> String {
    guard let record = place.record, let part = view.part(place.part) else {
      return place.description
    }
    let list = place.collection.flatMap { view.template.part(place.part)?.list($0) }
    var words = "\(list?.singular ?? "record") \(place.part)"
    if let number = place.number { words += ".\(number)" }
    let title = ShowCommand.record(at: place, in: part).map { ValueReader.title(of: $0) } ?? ""
    if !title.isEmpty { words += " “\(Escaping.line(title))”" }
    return words + " (\(record.shortName))"
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
