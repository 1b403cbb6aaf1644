import CRDT

/// Turning what a person did in a copy of a part into a suggestion.
extension PartDocument {
  /// What an edit would change, as changes to suggest; the part itself stays as it is.
  package func changes(
    by edit: (inout PartDocument) throws(ContentError) -> Void
  ) throws(ContentError) -> [SuggestedChange] {
    var edited = self
    // A name that no event ever leaves this function under.
    edited.document.begin(as: AgentID(high: .max, low: .max))
    try edit(&edited)
    return try changes(to: edited)
  }

  /// What turns this part into `edited`, as changes to suggest.
  ///
  /// - Parameter edited: a copy of this part with edits.
  /// - Throws: `badLink` where a new record links to another that is new as well.
  /// - Complexity: O(content); the history of each text that differs is read.
  package func changes(to edited: PartDocument) throws(ContentError) -> [SuggestedChange] {
    var changes: [SuggestedChange] = []
    for field in template.fields {
      changes += try self.changes(of: field, .part, in: edited, record: nil)
    }
    for list in template.lists { try append(list, edited, to: &changes) }
    return changes
  }

  private func append(
    _ list: ListTemplate, _ edited: PartDocument, to changes: inout [SuggestedChange]
  ) throws(ContentError) {
    let address = ObjectAddress(key: list.key)
    let before = document.records(inListAt: address).map(\.id)
    let after = edited.document.records(inListAt: address).map(\.id)
    let places = Dictionary(uniqueKeysWithValues: before.enumerated().map { ($1, $0) })
    for record in before {
      guard after.contains(record) else {
        changes.append(SuggestedChange(.record(record), list.key, .remove))
        continue
      }
      for field in list.fields {
        changes += try self.changes(of: field, .record(record), in: edited, record: record)
      }
    }
    let staying = LongestAscending.indices(of: after.map { places[$0] })
    var previous = SuggestedChange.Subject.part
    for (index, record) in after.enumerated() {
      guard let place = places[record] else {
        let subject = SuggestedChange.Subject.added(changes.count)
        changes.append(SuggestedChange(.part, list.key, .add(after: previous)))
        for field in list.fields {
          changes += try self.changes(of: field, subject, in: edited, record: record)
        }
        previous = subject
        continue
      }
      if !staying.contains(index) {
        let was: SuggestedChange.Subject = place == 0 ? .part : .record(before[place - 1])
        changes.append(
          SuggestedChange(.record(record), list.key, .move(after: previous, was: was)))
      }
      previous = .record(record)
    }
  }

  private func changes(
    of field: FieldTemplate, _ subject: SuggestedChange.Subject, in edited: PartDocument,
    record: EventID?
  ) throws(ContentError) -> [SuggestedChange] {
    let address = ObjectAddress(record: record, key: field.key)
    switch field.kind {
    case .text:
      return textChanges(subject, at: address, to: edited.document.string(at: address))
    case .links:
      let before = Set(document.set(at: address))
      let after = Set(edited.document.set(at: address))
      let removed = before.subtracting(after).compactMap(\.event).sorted()
      let added = after.subtracting(before).compactMap(\.event).sorted()
      // A record that is new too has no lasting name yet by which to link to it.
      for target in added where edited.isNew(target, to: self) {
        throw .badLink(field: field.key)
      }
      return removed.map { SuggestedChange(subject, field.key, .unlink($0)) }
        + added.map { SuggestedChange(subject, field.key, .link($0)) }
    case .line, .choice, .date, .number, .flag:
      let before = document.register(at: address).first?.value ?? .none
      let after = edited.document.register(at: address).first?.value ?? .none
      if before == after { return [] }
      return [SuggestedChange(subject, field.key, .value(was: before, with: after))]
    }
  }

  private func isNew(_ record: EventID, to old: PartDocument) -> Bool {
    document.list(ofRecord: record) != nil && old.document.list(ofRecord: record) == nil
  }

  private func textChanges(
    _ subject: SuggestedChange.Subject, at address: ObjectAddress, to text: String
  ) -> [SuggestedChange] {
    let old = document.string(at: address)
    if old.utf8.elementsEqual(text.utf8) { return [] }
    let scalars = Array(old.unicodeScalars)
    let history = document.textHistory(at: address)
    let edits = Self.joined(TextDifference(from: old, to: text).edits, scalars)
    return edits.map { edit in
      let range = edit.position..<edit.position + edit.deleted
      var was = String.UnicodeScalarView()
      was.append(contentsOf: scalars[range])
      return SuggestedChange(
        subject, address.key,
        .text(
          deleted: history.events(in: range),
          after: edit.position == 0 ? nil : history.event(at: edit.position - 1),
          was: String(was), with: edit.inserted))
    }
  }
}

extension PartDocument {
  /// Edits with nothing but white space between them as one: what a person changed in one go is one
  /// change to decide on, and words that come between show that its ground has changed.
  fileprivate static func joined(
    _ edits: [TextDifference.Edit], _ text: [Unicode.Scalar]
  ) -> [TextDifference.Edit] {
    var joined: [TextDifference.Edit] = []
    for edit in edits {
      let end = joined.last.map { $0.position + $0.deleted } ?? 0
      let between = text[end..<edit.position]
      guard !joined.isEmpty, between.count < 3,
        between.allSatisfy({ $0.properties.isWhitespace && $0 != "\n" })
      else {
        joined.append(edit)
        continue
      }
      joined[joined.count - 1].deleted += between.count + edit.deleted
      joined[joined.count - 1].inserted +=
        String(String.UnicodeScalarView(between))
        + edit.inserted
    }
    return joined
  }
}

extension TextHistory {
  /// The events that wrote the scalars at these present positions, in order.
  func events(in range: Range<Int>) -> [EventStretch] {
    var events: [EventStretch] = []
    var position = 0
    for run in runs where run.isVisible && !range.isEmpty {
      let low = max(position, range.lowerBound)
      let high = min(position + run.length, range.upperBound)
      if low < high {
        let first = run.stretch.event(at: UInt64(low - position))
        events.append(joining: EventStretch(first: first, count: UInt64(high - low)))
      }
      position += run.length
    }
    return events
  }
}
