package import CRDT

/// What a plan changed since its draft was served, and why: the proof that Code 9.125 asks for.
///
/// "The final EHC plan can differ from the draft only as a result of any representations made by the
/// child's parent or the young person and decisions made about the school or other institution to be
/// named." So every difference between the served version and the present one is traced to the
/// events that made it, and each of these to a reason; a difference without a reason is named with
/// its author. What was changed and changed back is no difference.
///
/// Pure, over histories alone: the server asks it before it issues, a device in a dry run.
package struct IssueGate: Sendable {
  /// One difference, as far as one reason and one author made it.
  package struct Change: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
      case words, value
      case recordAdded = "record-added"
      case recordRemoved = "record-removed"
      case
        recordMoved = "record-moved"
    }

    package var kind: Kind
    package var place: Place
    /// What was there and is gone.
    package var removed: String
    /// What was not there before.
    package var added: String
    /// Who made it.
    package var author: AgentID
    /// Nil where nothing allows it: the draft has to be served again.
    package var reason: ChangeReason?
  }

  private let before: PartDocument
  private let after: PartDocument
  private let licence: Licence
  /// What the family suggested and somebody accepted.
  private let suggestions: [AcceptedSuggestion]
  /// Operations since the draft was served, by what they changed.
  private let operations: [ObjectAddress: [BatchContents.Summary]]
  private let seen: VersionVector

  /// All differences of a part since its history stood at `served`, in the template's order.
  ///
  /// - Parameters:
  ///   - suggestions: those of the part that were accepted.
  ///   - authors: who is behind each agent: only what the family suggests is a representation.
  /// - Throws: `document(missingParents)` where the part does not hold what was served.
  /// - Complexity: O(history of the part), and of each text that differs.
  package static func changes(
    in part: PartDocument, since served: [EventID], rules: ActRules,
    suggestions: [AcceptedSuggestion] = [], authors: [AgentID: Author] = [:]
  ) throws(ContentError) -> [Change] {
    if part.document.frontier == served.sorted() { return [] }
    let earlier: Document
    do { earlier = try part.document.version(at: served) } catch { throw .document(error) }
    let ofFamily = suggestions.filter { suggestion in
      authors[suggestion.author].map { rules.family.contains($0.role) } ?? false
    }
    return IssueGate(before: earlier, after: part, rules: rules, suggestions: ofFamily).changes()
  }

  private init(
    before: Document, after: PartDocument, rules: ActRules, suggestions: [AcceptedSuggestion]
  ) {
    self.before = PartDocument(id: after.id, template: after.template, document: before)
    self.after = after
    licence = Licence(part: after, rules: rules)
    self.suggestions = suggestions
    seen = before.versionVector
    operations = Dictionary(
      grouping: after.document.contents(after: seen).flatMap(\.summaries), by: \.address)
  }

  private func changes() -> [Change] {
    var changes = after.template.fields.flatMap { self.changes(of: $0, record: nil, in: nil) }
    for list in after.template.lists { changes += self.changes(of: list) }
    return changes + citationChanges()
  }

  // MARK: Records

  private func changes(of list: ListTemplate) -> [Change] {
    let address = ObjectAddress(key: list.key)
    let old = before.document.records(inListAt: address).map(\.id)
    let new = after.document.records(inListAt: address).map(\.id)
    let (oldIDs, newIDs) = (Set(old), Set(new))
    var changes: [Change] = []
    for record in new {
      if !oldIDs.contains(record) {
        // One that was deleted before and is back came by its restoration.
        let event = seen.contains(record) ? revival(of: record) : record
        changes.append(
          change(
            .recordAdded, record, list, event,
            at: event == record ? address : ObjectAddress(record: record, key: "")))
      }
      for field in list.fields { changes += self.changes(of: field, record: record, in: list) }
    }
    for record in old where !newIDs.contains(record) {
      changes.append(
        change(
          .recordRemoved, record, list, revival(of: record),
          at: ObjectAddress(record: record, key: "")))
    }
    let stayed = old.filter(newIDs.contains)
    if stayed != new.filter(oldIDs.contains) {
      let moved = operations[address]?.compactMap { operation -> (EventID, EventID)? in
        guard case .moveRecord(let record) = operation.action else { return nil }
        return oldIDs.contains(record) && newIDs.contains(record) ? (record, operation.event) : nil
      }
      // Of several moves the last counts.
      for (record, event) in Dictionary(moved ?? [], uniquingKeysWith: { $1 })
        .sorted(by: { $0.key < $1.key })
      {
        changes.append(change(.recordMoved, record, list, event, at: address))
      }
    }
    return changes
  }

  /// What is cited is printed with the plan, so it is content.
  private func citationChanges() -> [Change] {
    let list = ObjectAddress(key: PartDocument.CitationKey.list)
    let (old, new) = (before.citations(), after.citations())
    func changes(
      _ kind: Change.Kind, _ citations: [EventID: [CitationView]],
      missingFrom others: [EventID: [CitationView]]
    ) -> [Change] {
      citations.sorted { $0.key < $1.key }.flatMap { record, found in
        found.filter { !(others[record] ?? []).contains($0) }.map { citation in
          let isNew = kind == .recordAdded
          let event = isNew ? citation.id : revival(of: citation.id)
          let words = citation.quote
          return Change(
            kind: kind, place: after.place(record: record, field: nil),
            removed: isNew ? "" : words, added: isNew ? words : "", author: event.agent,
            reason: reason(for: event, at: list))
        }
      }
    }
    return changes(.recordRemoved, old, missingFrom: new)
      + changes(.recordAdded, new, missingFrom: old)
  }

  /// The last deletion or restoration of a record since the draft was served.
  private func revival(of record: EventID) -> EventID {
    operations[ObjectAddress(record: record, key: "")]?.last {
      $0.action == .deleteOrRestore
    }?.event ?? record
  }

  private func change(
    _ kind: Change.Kind, _ record: EventID, _ list: ListTemplate, _ event: EventID,
    at address: ObjectAddress
  ) -> Change {
    let name = list.fields.first { $0.kind == .line } ?? list.fields.first
    let part = kind == .recordRemoved ? before : after
    let title = name.map { part.view(of: $0, record: record).value.plainText } ?? ""
    return Change(
      kind: kind, place: place(record, list, nil), removed: kind == .recordRemoved ? title : "",
      added: kind == .recordRemoved ? "" : title, author: event.agent,
      reason: reason(for: event, at: address))
  }

  // MARK: Fields

  private func changes(
    of field: FieldTemplate, record: EventID?, in list: ListTemplate?
  ) -> [Change] {
    let address = ObjectAddress(record: record, key: field.key)
    guard let made = operations[address] else { return [] }
    let (old, new) = (
      before.view(of: field, record: record).value, after.view(of: field, record: record).value
    )
    if old.isSame(as: new) { return [] }
    let place = place(record, list, field.key)
    if field.kind == .text { return wordChanges(at: address, place) }
    // Of writes to one field the one that stands counts; of links every addition and removal.
    var events = made.map(\.event)
    if field.kind != .links {
      events = after.document.register(at: address).prefix(1).map(\.event)
    }
    var changes: [Change] = []
    for event in events {
      let change = Change(
        kind: .value, place: place, removed: old.plainText, added: new.plainText,
        author: event.agent, reason: reason(for: event, at: address))
      if !changes.contains(change) { changes.append(change) }
    }
    return changes
  }

  private func wordChanges(at address: ObjectAddress, _ place: Place) -> [Change] {
    struct Cause: Hashable {
      var author: AgentID
      var reason: ChangeReason?
    }
    var order: [Cause] = []
    var words: [Cause: (removed: [String], added: [String])] = [:]
    func note(_ event: EventID, _ body: (inout (removed: [String], added: [String])) -> Void) {
      let cause = Cause(author: event.agent, reason: reason(for: event, at: address))
      if words[cause] == nil { order.append(cause) }
      body(&words[cause, default: ([], [])])
    }
    // The text as it would be with the explained changes alone.
    var explained = ""
    for run in after.document.textHistory(at: address).runs {
      let isOld = seen.contains(run.first)
      // Where two people struck the same words, one reason is enough.
      let struck = run.deletions.first { reason(for: $0, at: address) != nil }
      if isOld {
        if run.deletions.contains(where: seen.contains) { continue }
        if struck == nil { explained += run.text }
        if let deletion = struck ?? run.deletions.first {
          note(deletion) { $0.removed.append(run.text) }
        }
      } else {
        if struck == nil, reason(for: run.first, at: address) != nil { explained += run.text }
        if run.isVisible { note(run.first) { $0.added.append(run.text) } }
      }
    }
    // Words taken out and put back, as when an acceptance is taken back, are no difference.
    let isEven = explained.unicodeScalars.elementsEqual(
      after.document.string(at: address).unicodeScalars)
    return order.filter { $0.reason != nil || !isEven }.map { cause in
      let found = words[cause] ?? ([], [])
      return Change(
        kind: .words, place: place, removed: found.removed.joined(),
        added: found.added.joined(), author: cause.author, reason: cause.reason)
    }
  }

  // MARK: -

  private func reason(for event: EventID, at address: ObjectAddress) -> ChangeReason? {
    suggestions.first { $0.made(event) }.map { .suggestion($0.id) }
      ?? licence.explanation(of: event, at: address)
  }

  private func place(_ record: EventID?, _ list: ListTemplate?, _ field: String?) -> Place {
    guard let record, let list else { return Place(part: after.id, field: field) }
    let number = after.document.records(inListAt: ObjectAddress(key: list.key))
      .firstIndex { $0.id == record }
    return Place(
      part: after.id, collection: list.key, record: record, number: number.map { $0 + 1 },
      field: field)
  }
}

extension FieldValue {
  /// Equal scalar by scalar: two ways to write one letter are two texts.
  fileprivate func isSame(as other: FieldValue) -> Bool {
    self == other && plainText.unicodeScalars.elementsEqual(other.plainText.unicodeScalars)
  }
}
