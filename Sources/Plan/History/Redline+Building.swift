package import CRDT

extension Redline {
  /// The difference between two moments of several parts.
  ///
  /// - Parameter parts: each with everything that either moment holds, and the heads of both; no heads
  ///   for a part that did not exist.
  /// - Throws: `document(.missingParents)` where a moment is not held.
  /// - Complexity: that of reading both versions, and O(everything ever written in the texts).
  package init(
    of parts: [(part: PartDocument, from: [EventID], to: [EventID])]
  ) throws(ContentError) {
    var redlines: [Part] = []
    for (part, older, newer) in parts {
      redlines.append(try Part(of: part, from: older, to: newer))
    }
    self.init(parts: redlines)
  }
}

extension Redline.Part {
  /// The difference between two moments of one part.
  package init(
    of part: PartDocument, from older: [EventID], to newer: [EventID]
  ) throws(ContentError) {
    let builder = try RedlineBuilder(part, from: older, to: newer)
    id = part.id
    title = part.template.title
    fields = builder.fields(part.template.fields, of: nil)
    collections = part.template.lists.map { builder.collection($0) }
  }
}

/// Builds the redline of one part.
private struct RedlineBuilder {
  private let part: PartDocument
  private let comparison: DocumentComparison
  private let before: PartDocument
  private let after: PartDocument
  private let attributions: Attributions

  init(
    _ part: PartDocument, from older: [EventID], to newer: [EventID]
  ) throws(ContentError) {
    self.part = part
    do {
      comparison = try part.document.comparison(from: older, to: newer)
    } catch { throw .document(error) }
    before = try Self.version(of: part, at: older)
    after = try Self.version(of: part, at: newer)
    attributions = Attributions(of: part)
  }

  private static func version(
    of part: PartDocument, at heads: [EventID]
  ) throws(ContentError) -> PartDocument {
    if heads == part.document.frontier { return part }
    do {
      return PartDocument(
        id: part.id, template: part.template, document: try part.document.version(at: heads))
    } catch { throw .document(error) }
  }

  // MARK: Records

  func collection(_ list: ListTemplate) -> Redline.Collection {
    let address = ObjectAddress(key: list.key)
    let old = before.document.records(inListAt: address).map(\.id)
    let new = after.document.records(inListAt: address).map(\.id)
    let moved = moved(from: old, to: new)
    var records: [Redline.Record] = []
    for id in Self.merged(old, new) {
      var record = Redline.Record(
        id: id, numberBefore: old.firstIndex(of: id).map { $0 + 1 },
        numberAfter: new.firstIndex(of: id).map { $0 + 1 }, fields: [])
      if record.numberBefore == nil {
        record.change = .added(addition(of: id))
      } else if record.numberAfter == nil {
        record.change = .removed(removals(of: id))
      } else if moved.contains(id) {
        record.change = after.document.entries(of: .place(id)).first.map {
          .moved(attributions.attribution(of: $0.event))
        }
      }
      record.fields = fields(list.fields, of: record)
      records.append(record)
    }
    return Redline.Collection(key: list.key, title: list.title, records: records)
  }

  /// The later order, with each record that went behind the one it followed.
  private static func merged(_ old: [EventID], _ new: [EventID]) -> [EventID] {
    let present = Set(new)
    var followers: [EventID?: [EventID]] = [:]
    var previous: EventID?
    for id in old {
      if present.contains(id) { previous = id } else { followers[previous, default: []].append(id) }
    }
    return (followers[nil] ?? []) + new.flatMap { [$0] + (followers[$0] ?? []) }
  }

  /// Of the records in both versions those that were put elsewhere, where the order differs at all.
  private func moved(from old: [EventID], to new: [EventID]) -> Set<EventID> {
    let common = old.filter(new.contains)
    if common == new.filter(old.contains) { return [] }
    return Set(
      common.filter {
        before.document.entries(of: .place($0)).first?.event
          != after.document.entries(of: .place($0)).first?.event
      })
  }

  private func addition(of record: EventID) -> Attribution {
    // One that was there before, and deleted, was brought back.
    let event =
      before.document.contains(record)
      ? after.document.entries(of: .isAlive(record)).first?.event : nil
    return attributions.attribution(of: event ?? record)
  }

  private func removals(of record: EventID) -> [Attribution] {
    after.document.entries(of: .isAlive(record)).map { attributions.attribution(of: $0.event) }
  }

  // MARK: Fields

  func fields(_ fields: [FieldTemplate], of record: Redline.Record?) -> [Redline.Field] {
    fields.map { field in
      Redline.Field(
        key: field.key, title: field.title, kind: field.kind, content: content(of: field, record))
    }
  }

  private func content(of field: FieldTemplate, _ record: Redline.Record?) -> Redline.Content {
    switch field.kind {
    case .text: text(of: field, record)
    case .links: links(of: field, record)
    case .line, .choice, .date, .number, .flag: value(of: field, record)
    }
  }

  private func text(of field: FieldTemplate, _ record: Redline.Record?) -> Redline.Content {
    // Where the record went or came, all it says goes or comes, whatever its text's own history.
    let versions =
      switch record?.change {
      case .added: comparison.ofLater
      case .removed: comparison.ofEarlier
      case .moved, nil: comparison
      }
    let compared = versions.text(at: ObjectAddress(record: record?.id, key: field.key))
    var stretches = Redline.Stretch.stretches(of: compared, attributions)
    switch record?.change {
    case .added:
      for index in stretches.indices { stretches[index].change = .inserted }
    case .removed(let by):
      let text = stretches.map(\.text).joined()
      stretches = text.isEmpty ? [] : [.init(change: .deleted, text: text, by: by.first)]
    default: break
    }
    return .text(stretches)
  }

  private func value(of field: FieldTemplate, _ record: Redline.Record?) -> Redline.Content {
    let old = isBefore(record) ? before.view(of: field, record: record?.id).value : .empty
    let new = isAfter(record) ? after.view(of: field, record: record?.id).value : .empty
    var by: Attribution?
    if old != new {
      let address = ObjectAddress(record: record?.id, key: field.key)
      let event = after.document.register(at: address).first?.event
      by = hand(of: record) ?? event.map { attributions.attribution(of: $0) }
    }
    return .value(before: old, after: new, by: by)
  }

  private func links(of field: FieldTemplate, _ record: Redline.Record?) -> Redline.Content {
    let address = ObjectAddress(record: record?.id, key: field.key)
    let old = isBefore(record) ? before.document.set(at: address).compactMap(\.event) : []
    let new = isAfter(record) ? after.document.set(at: address).compactMap(\.event) : []
    return .links(
      Set(old + new).sorted().map { target in
        let change: Redline.Change =
          !old.contains(target) ? .inserted : new.contains(target) ? .kept : .deleted
        let entry = after.document.entries(of: .membership(.identifier(target), address)).first
        let by = entry.map { attributions.attribution(of: $0.event) }
        return Redline.Link(change: change, target: target, by: hand(of: record) ?? by)
      })
  }

  private func isBefore(_ record: Redline.Record?) -> Bool {
    record == nil || record?.numberBefore != nil
  }

  private func isAfter(_ record: Redline.Record?) -> Bool {
    record == nil || record?.numberAfter != nil
  }

  /// Who took away all that a removed record held.
  private func hand(of record: Redline.Record?) -> Attribution? {
    if case .removed(let by) = record?.change { return by.first }
    return nil
  }
}
