import CRDT
import Client
import Plan
import Terminal

/// One piece of editing: what the person was given, and the version it was made from.
struct EditTask: Sendable {
  /// What the person is given to change.
  let text: String
  let place: Place
  /// What stores it: `edit` or `suggest`.
  let command: String
  private let plan: OpenPlan
  private let view: PlanView
  /// The part as the person sees it.
  private let base: PartDocument

  var isField: Bool { place.field != nil }

  /// The place, as it is typed; by the record's short name, which stays.
  var address: String {
    var address = place.part.description
    if let record = place.record { address += ".\(record.shortName)" }
    if let field = place.field { address += ".\(field)" }
    return address
  }

  var fileName: String {
    "\(plan.reference)-\(address)".map { $0 == "/" ? "-" : "\($0)" }.joined()
  }

  init(
    place: Place, plan: OpenPlan, view: PlanView, workspace: Workspace, command: String = "edit"
  ) async throws {
    self.place = place
    self.command = command
    self.plan = plan
    self.view = view
    base = try workspace.part(place.part, of: plan)
    guard let part = view.part(place.part) else { throw ClientError.unknownPart(place.part) }
    if let key = place.field {
      let field = ShowCommand.record(at: place, in: part)?.field(key) ?? part.field(key)
      text = ValueReader(plan: view).words(field?.value ?? .empty)
    } else {
      let scope = FormScope(
        reference: plan.reference, part: place.part, record: place.record,
        cursor: try workspace.cursor(of: place.part, in: plan),
        events: base.document.eventCount)
      var writer = FormWriter(scope: scope, part: part, template: base.template, plan: view)
      text = writer.form()
    }
  }

  /// `text` without the line feed that editors put at a file's end, if the field had none.
  func withoutAddedLineEnd(_ text: String) -> String {
    guard !self.text.hasSuffix("\n"), text.utf8.last == UInt8(ascii: "\n") else { return text }
    return String(decoding: text.utf8.dropLast(), as: UTF8.self)
  }

  /// Stores what came back.
  ///
  /// - Parameter isFromFile: the text may be of another time than this task.
  func store(
    _ text: String, isFromFile: Bool, in workspace: Workspace, _ session: Session
  ) async throws -> ExitCode {
    if isField {
      return try await storeField(text, isFromFile: isFromFile, in: workspace, session)
    }
    return try await storeForm(text, isFromFile: isFromFile, in: workspace, session)
  }

  /// What storing it would change, to be suggested instead.
  func changes(
    _ text: String, isFromFile: Bool, in workspace: Workspace
  ) async throws -> [SuggestedChange] {
    guard let key = place.field else {
      let (base, changes) = try await formChanges(text, isFromFile: isFromFile, in: workspace)
      return try base.changes { (part: inout PartDocument) throws(ContentError) in
        _ = try changes.apply(to: &part)
      }
    }
    let base = isFromFile ? try workspace.part(place.part, of: plan) : base
    let field = try base.field(key, of: place.record)
    let present = base.view(finding: []).fieldValue(key, of: place)
    let value = try ValueReader(plan: view).value(text, for: field, present: present)
    return try base.changes { (part: inout PartDocument) throws(ContentError) in
      try part.set(value, field: key, of: place.record)
    }
  }

  // MARK: A field

  private func storeField(
    _ text: String, isFromFile: Bool, in workspace: Workspace, _ session: Session
  ) async throws -> ExitCode {
    let key = place.field ?? ""
    let record = place.record
    let field = try base.field(key, of: record)
    let present = base.view(finding: []).fieldValue(key, of: place)
    let value = try ValueReader(plan: view).value(text, for: field, present: present)
    // A file says what the field is to be now; an editor's text is what became of what it showed.
    let change = try workspace.edit(place.part, of: plan, from: isFromFile ? nil : base) {
      (part: inout PartDocument) throws(ContentError) -> PartDocument.TextChange? in
      if field.kind == .text { return try part.edit(value.plainText, field: key, of: record) }
      try part.set(value, field: key, of: record)
      return nil
    }
    if let change, change.wordsAdded == 0, change.wordsRemoved == 0,
      text.utf8.elementsEqual(present.plainText.utf8)
    {
      session.console.say(nil, "Nothing was changed.")
      return .done
    }
    Saying.saved(change.map(Counted.words) ?? "", session)
    return .done
  }

  // MARK: A form

  private func storeForm(
    _ text: String, isFromFile: Bool, in workspace: Workspace, _ session: Session
  ) async throws -> ExitCode {
    let (base, changes) = try await formChanges(text, isFromFile: isFromFile, in: workspace)
    let outcome = try workspace.edit(place.part, of: plan, from: base) {
      (part: inout PartDocument) throws(ContentError) in
      try changes.apply(to: &part)
    }
    if outcome.isEmpty {
      session.console.say(nil, "Nothing was changed.")
    } else {
      Saying.saved(" (\(Self.words(outcome)))", session)
    }
    let noun = base.template.lists.first?.singular ?? "record"
    for record in changes.leftOut {
      session.console.say(
        .warning, "The \(noun) \(record.shortName) is not in the form any more; it stays.",
        next: "ehcp remove \(place.part).\(record.shortName), if it is to be deleted")
    }
    return .done
  }

  /// What a form changes, and the part it was made from.
  private func formChanges(
    _ text: String, isFromFile: Bool, in workspace: Workspace
  ) async throws -> (PartDocument, FormChanges) {
    var base = base
    var given = self.text
    if isFromFile {
      (base, given) = try await original(of: text, in: workspace)
    }
    let part = base.view(finding: [])
    let original = try Form(reading: given, part: part, template: base.template)
    let edited = try Form(reading: text, part: part, template: base.template)
    let changes = try FormChanges(
      from: original, to: edited, part: part, template: base.template,
      values: ValueReader(plan: view))
    return (base, changes)
  }

  /// The version a form was made from, and the form as it was then, by the form's first line.
  private func original(
    of text: String, in workspace: Workspace
  ) async throws -> (PartDocument, String) {
    guard let heading = FormScope.Heading(form: text), heading.place == address,
      heading.reference.lowercased() == plan.reference.lowercased()
    else { throw FormError.notThisForm(line: 1) }
    let base = try workspace.part(place.part, of: plan, through: heading.cursor)
    guard base.document.eventCount == heading.events else {
      throw UserError(
        "This form was made from a version that this device no longer has.",
        hint: "Begin again from the present one: ehcp edit \(address)")
    }
    let scope = FormScope(
      reference: plan.reference, part: place.part, record: place.record, cursor: heading.cursor,
      events: heading.events)
    var writer = FormWriter(
      scope: scope, part: base.view(finding: []), template: base.template, plan: view)
    return (base, writer.form())
  }

  private static func words(_ outcome: FormChanges.Outcome) -> String {
    var words: [String] = []
    if outcome.wordsAdded + outcome.wordsRemoved > 0 {
      words.append(Counted.words(added: outcome.wordsAdded, removed: outcome.wordsRemoved))
    }
    if outcome.valuesSet > 0 { words.append(Counted.of(outcome.valuesSet, "value")) }
    if !outcome.recordsAdded.isEmpty { words.append("\(outcome.recordsAdded.count) added") }
    if outcome.recordsDeleted > 0 { words.append("\(outcome.recordsDeleted) deleted") }
    if outcome.recordsMoved > 0 { words.append("\(outcome.recordsMoved) moved") }
    return words.joined(separator: ", ")
  }
}

extension PartView {
  /// What the field of a place holds.
  func fieldValue(_ key: String, of place: Place) -> FieldValue {
    let record = place.collection.flatMap { collection($0) }?.records.first {
      $0.id == place.record
    }
    return (place.record == nil ? field(key) : record?.field(key))?.value ?? .empty
  }
}
