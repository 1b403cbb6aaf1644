import CRDT

/// Makes views of a part's suggestions; reads what several of them need once.
struct SuggestionReader {
  private let part: PartDocument
  private let places: PlaceIndex
  private var histories: [ObjectAddress: TextHistory] = [:]
  private var texts: [ObjectAddress: [Unicode.Scalar]] = [:]

  init(part: PartDocument) {
    self.part = part
    places = PlaceIndex(part)
  }

  mutating func view(
    of suggestion: Suggestion, label: String, findingGround: Bool
  ) -> SuggestionView {
    let isOpen = suggestion.state == .open && findingGround
    let changes = suggestion.changes.map { change in
      var view = view(of: change, among: suggestion.changes)
      if isOpen { findGround(of: change, among: suggestion.changes, &view) }
      return view
    }
    return SuggestionView(
      id: suggestion.id, number: suggestion.number, label: label, author: suggestion.author,
      message: suggestion.message, state: suggestion.state, decisions: suggestion.decisions,
      changes: changes)
  }

  // MARK: What it would change

  private func view(
    of change: SuggestedChange, among changes: [SuggestedChange]
  ) -> SuggestedChangeView {
    var values = (was: FieldValue.empty, with: FieldValue.empty)
    switch change.action {
    case .text(_, _, let was, let with):
      values = (was.isEmpty ? .empty : .text(was), with.isEmpty ? .empty : .text(with))
    case .value(let was, let with):
      let kind = field(change)?.kind
      values = (kind?.value(was) ?? .empty, kind?.value(with) ?? .empty)
    case .link(let target): values.with = .links([target])
    case .unlink(let target): values.was = .links([target])
    case .remove, .move: values.was = title(of: change.subject)
    case .add: break
    }
    return SuggestedChangeView(
      kind: change.kind, place: place(of: change, among: changes), was: values.was,
      with: values.with)
  }

  private func place(
    of change: SuggestedChange, among changes: [SuggestedChange]
  ) -> Place {
    switch (change.action, change.subject) {
    case (.add, _): Place(part: part.id, collection: change.key)
    case (.remove, .record(let record)), (.move, .record(let record)):
      places.place(record: record, field: nil)
    case (_, .record(let record)): places.place(record: record, field: change.key)
    case (_, .added(let index)):
      Place(part: part.id, collection: changes[index].key, field: change.key)
    case (_, .part): Place(part: part.id, field: change.key)
    }
  }

  private func field(_ change: SuggestedChange) -> FieldTemplate? {
    switch change.subject {
    case .part: part.template.field(change.key)
    case .record(let record): (try? part.list(of: record))?.field(change.key)
    case .added: part.template.lists.lazy.compactMap { $0.field(change.key) }.first
    }
  }

  /// What a record is called: its first line.
  private func title(of subject: SuggestedChange.Subject) -> FieldValue {
    guard case .record(let record) = subject, let list = try? part.list(of: record),
      let field = list.fields.first(where: { $0.kind == .line })
    else { return .empty }
    return part.view(of: field, record: record).value
  }

  // MARK: Whether it still can

  private mutating func findGround(
    of change: SuggestedChange, among changes: [SuggestedChange],
    _ view: inout SuggestedChangeView
  ) {
    guard part.canMake(change, among: changes, places) else {
      view.ground = .gone
      return
    }
    switch change.action {
    case .text(let deleted, let after, _, _):
      guard let address = change.address else { return }
      findGround(deleted, after, at: address, &view)
    case .value:
      guard let field = field(change), let address = change.address else { return }
      let now = part.view(of: field, record: address.record).value
      if now != view.was { view.ground = .changed(now: now.plainText) }
    case .link, .unlink, .add, .remove, .move:
      break
    }
  }

  private mutating func findGround(
    _ deleted: [EventStretch], _ after: EventID?, at address: ObjectAddress,
    _ view: inout SuggestedChangeView
  ) {
    let history = history(at: address)
    let scalars = scalars(at: address)
    let words = history.resolve(deleted)
    let position = words.position ?? history.position(behind: after)
    let span = words.span ?? position.map { $0..<$0 }
    guard let position, let span, span.upperBound <= scalars.count else {
      view.ground = .gone
      return
    }
    view.range = span
    view.behind = Self.words(before: words.standing.first?.lowerBound ?? position, in: scalars)
    let wanted = deleted.reduce(UInt64(0)) { $0 &+ $1.count }
    let isWhole = UInt64(words.standingCount) == wanted && words.isUnbroken
    let neighbourStands = after.map { history.position(of: $0)?.isVisible == true } ?? true
    if !isWhole || deleted.isEmpty && !neighbourStands {
      view.ground = .changed(now: String(String.UnicodeScalarView(scalars[span])))
    }
  }

  /// The last few words before a position.
  private static func words(before position: Int, in scalars: [Unicode.Scalar]) -> String {
    var start = max(0, position - 32)
    if start > 0 {
      start = scalars[start..<position].firstIndex { $0.properties.isWhitespace } ?? start
    }
    return String(String.UnicodeScalarView(scalars[start..<position])).trimmingSpaces
  }

  private mutating func history(at address: ObjectAddress) -> TextHistory {
    if let history = histories[address] { return history }
    let history = part.document.textHistory(at: address)
    histories[address] = history
    return history
  }

  private mutating func scalars(at address: ObjectAddress) -> [Unicode.Scalar] {
    if let scalars = texts[address] { return scalars }
    let scalars = Array(part.document.string(at: address).unicodeScalars)
    texts[address] = scalars
    return scalars
  }
}
