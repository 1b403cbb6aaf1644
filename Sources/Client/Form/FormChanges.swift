package import CRDT
package import Plan

/// What a person changed in a form: the difference between the form she was given and the one she
/// gave back. What she did not touch is not in it, whatever others do to it meanwhile.
package struct FormChanges: Sendable {
  struct Write: Sendable {
    var field: String
    var value: FieldValue
  }

  struct NewRecord: Sendable {
    var list: String
    var writes: [Write]
  }

  enum Entry: Hashable, Sendable {
    case known(EventID)
    /// Index into `added`.
    case new(Int)
  }

  /// Of the part's own fields, and of records'.
  private(set) var writes: [(record: EventID?, write: Write)] = []
  private(set) var deleted: [EventID] = []
  private(set) var added: [NewRecord] = []
  /// For each list of which records stand in the form: these and the new ones, in their new order.
  private(set) var orders: [String: [Entry]] = [:]
  /// Records that the form no longer mentions: they stay as they are.
  package private(set) var leftOut: [EventID] = []

  /// - Parameters:
  ///   - original: the form that was given out, read back.
  ///   - edited: the form that came back.
  ///   - part: as it stood when the form was made.
  /// - Throws: a value that cannot be one, with its line.
  package init(
    from original: Form, to edited: Form, part: PartView, template: PartTemplate,
    values: ValueReader
  ) throws(FormError) {
    writes += try Self.changed(
      edited.fields, from: original.fields, fields: template.fields, values: values,
      present: part.field
    ).map { (nil, $0) }
    for record in edited.records {
      guard let fields = template.list(record.list)?.fields else { continue }
      let view = record.id.flatMap { id in
        part.collection(record.list)?.records.first { $0.id == id }
      }
      if record.isDeleted, let id = record.id {
        deleted.append(id)
        continue
      }
      let before = original.records.first { $0.id != nil && $0.id == record.id }?.fields ?? [:]
      let changed = try Self.changed(
        record.fields, from: before, fields: fields, values: values,
        present: { view?.field($0) })
      if record.id == nil, changed.isEmpty {
        // A new record that nobody filled in.
        continue
      } else if let id = record.id {
        writes += changed.map { (id, $0) }
        orders[record.list, default: []].append(.known(id))
      } else {
        orders[record.list, default: []].append(.new(added.count))
        added.append(NewRecord(list: record.list, writes: changed))
      }
    }
    let mentioned = Set(edited.records.compactMap(\.id))
    leftOut = original.records.compactMap(\.id).filter { !mentioned.contains($0) }
  }

  /// Values in the template's order, so that the same form always makes the same history.
  private static func changed(
    _ edited: [String: Form.Block], from original: [String: Form.Block], fields: [FieldTemplate],
    values: ValueReader, present: (String) -> FieldView?
  ) throws(FormError) -> [Write] {
    var writes: [Write] = []
    for field in fields {
      guard let block = edited[field.key] else { continue }
      let before = original[field.key]?.words ?? ""
      if block.words.utf8.elementsEqual(before.utf8) { continue }
      do throws(ValueError) {
        let value = try values.value(
          block.words, for: field, present: present(field.key)?.value ?? .empty)
        writes.append(Write(field: field.key, value: value))
      } catch {
        throw .badValue(line: block.line, error)
      }
    }
    return writes
  }

  // MARK: Applying

  /// What applying changed.
  package struct Outcome: Hashable, Sendable {
    package var wordsAdded = 0
    package var wordsRemoved = 0
    /// Values other than prose.
    package var valuesSet = 0
    package var recordsAdded: [EventID] = []
    package var recordsDeleted = 0
    package var recordsMoved = 0

    package init() {}

    package var isEmpty: Bool { self == Outcome() }
  }

  /// Makes the changes, as the fewest operations, in the part as it stood when the form was made.
  package func apply(to part: inout PartDocument) throws(ContentError) -> Outcome {
    var outcome = Outcome()
    for (record, write) in writes {
      try Self.apply(write, of: record, to: &part, &outcome)
    }
    for record in deleted {
      try part.deleteRecord(record)
      outcome.recordsDeleted += 1
    }
    for list in part.template.lists {
      if let order = orders[list.key] {
        try arrange(order, list: list.key, in: &part, &outcome)
      }
    }
    return outcome
  }

  private static func apply(
    _ write: Write, of record: EventID?, to part: inout PartDocument, _ outcome: inout Outcome
  ) throws(ContentError) {
    let isProse = try part.field(write.field, of: record).kind == .text
    guard isProse else {
      try part.set(write.value, field: write.field, of: record)
      outcome.valuesSet += 1
      return
    }
    let change = try part.edit(write.value.plainText, field: write.field, of: record)
    outcome.wordsAdded += change.wordsAdded
    outcome.wordsRemoved += change.wordsRemoved
  }

  /// Adds new records and moves others, so that the list gets the form's order. Records the form
  /// does not mention keep their place after the record that stood before them.
  private func arrange(
    _ order: [Entry], list: String, in part: inout PartDocument, _ outcome: inout Outcome
  ) throws(ContentError) {
    var current = part.document.records(inListAt: ObjectAddress(key: list)).map(\.id)
    let mentioned = order.compactMap { if case .known(let id) = $0 { id } else { nil } }
    var wanted = order.filter { entry in
      if case .known(let id) = entry { current.contains(id) } else { true }
    }
    for (index, id) in current.enumerated() where !mentioned.contains(id) {
      let place = index == 0 ? 0 : wanted.firstIndex(of: .known(current[index - 1])).map { $0 + 1 }
      wanted.insert(.known(id), at: place ?? wanted.count)
    }
    let places = wanted.map { entry -> Int? in
      if case .known(let id) = entry { return current.firstIndex(of: id) }
      return nil
    }
    let staying = LongestAscending.indices(of: places)
    var previous: EventID?
    for (index, entry) in wanted.enumerated() {
      switch entry {
      case .new(let number):
        let place = Self.place(after: previous, in: current)
        let id = try part.addRecord(to: list, at: place)
        current.insert(id, at: place)
        for write in added[number].writes {
          try Self.apply(write, of: id, to: &part, &outcome)
        }
        outcome.recordsAdded.append(id)
        previous = id
      case .known(let id):
        if !staying.contains(index) {
          current.removeAll { $0 == id }
          let place = Self.place(after: previous, in: current)
          try part.moveRecord(id, to: place)
          current.insert(id, at: place)
          outcome.recordsMoved += 1
        }
        previous = id
      }
    }
  }

  private static func place(after previous: EventID?, in list: [EventID]) -> Int {
    previous.flatMap { list.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
  }
}
