package import CRDT

/// The slow, readable twin of registers, sets, lists and records: every event with the set of all
/// events its author had seen, and every answer worked out anew from those sets.
///
/// It keeps no heads, no graph and no versions, so when it and the engine agree, both are most likely
/// right. Texts and the order of slots are `TextTwin`s.
package struct RecordTwin {
  package enum Action {
    /// A scalar inserted into or deleted from a text.
    case editText(ObjectAddress)
    case write(ObjectAddress, RegisterValue)
    case add(ObjectAddress, RegisterValue)
    case remove(ObjectAddress, RegisterValue)
    /// A record put into a place of its list; where the record is the event itself, created there.
    case put(record: EventID, list: ObjectAddress)
    /// A record restored (true) or deleted.
    case stand(record: EventID, Bool)
  }

  package struct Event {
    package var id: EventID
    /// Every event before it.
    package var seen: Set<EventID>
    package var action: Action
  }

  private(set) var events: [EventID: Event] = [:]
  private var texts: [ObjectAddress: TextTwin] = [:]
  private var slots: [ObjectAddress: TextTwin] = [:]

  package init() {}

  package var known: Set<EventID> { Set(events.keys) }

  // MARK: Edits, each upon everything known

  /// Inserts text and gives how many events that made.
  @discardableResult
  package mutating func insert(
    _ text: String, at position: Int, in address: ObjectAddress, first: EventID
  ) -> Int {
    texts[address, default: TextTwin()].insert(text, at: position, first: first)
    let count = text.unicodeScalars.count
    for id in Self.names(first, count) { note(id, .editText(address)) }
    return count
  }

  package mutating func delete(
    at position: Int, length: Int, in address: ObjectAddress, first: EventID
  ) {
    texts[address, default: TextTwin()].delete(at: position, length: length, first: first)
    for id in Self.names(first, length) { note(id, .editText(address)) }
  }

  package mutating func set(_ value: RegisterValue, at address: ObjectAddress, id: EventID) {
    note(id, .write(address, value))
  }

  package mutating func add(_ value: RegisterValue, toSetAt address: ObjectAddress, id: EventID) {
    note(id, .add(address, value))
  }

  package mutating func remove(
    _ value: RegisterValue, fromSetAt address: ObjectAddress, id: EventID
  ) {
    note(id, .remove(address, value))
  }

  package mutating func insertRecord(
    inListAt address: ObjectAddress, at index: Int, id: EventID
  ) {
    let position = slotPosition(forIndex: index, in: address, without: nil)
    slots[address, default: TextTwin()].insert("·", at: position, first: id)
    note(id, .put(record: id, list: address))
  }

  package mutating func moveRecord(_ record: EventID, to index: Int, id: EventID) {
    guard let address = list(of: record) else { return }
    let position = slotPosition(forIndex: index, in: address, without: record)
    slots[address, default: TextTwin()].insert("·", at: position, first: id)
    note(id, .put(record: record, list: address))
  }

  package mutating func stand(_ record: EventID, _ stands: Bool, id: EventID) {
    note(id, .stand(record: record, stands))
  }

  /// Takes in everything the other knows.
  package mutating func merge(_ other: RecordTwin) {
    events.merge(other.events) { one, _ in one }
    for (address, text) in other.texts { texts[address, default: TextTwin()].merge(text) }
    for (address, list) in other.slots { slots[address, default: TextTwin()].merge(list) }
  }

  private mutating func note(_ id: EventID, _ action: Action) {
    events[id] = Event(id: id, seen: known, action: action)
  }

  private static func names(_ first: EventID, _ count: Int) -> [EventID] {
    (0..<count).map { EventID(agent: first.agent, sequence: first.sequence + UInt64($0)) }
  }

  // MARK: What stands

  /// The events of some that no other of them has seen.
  private func undominated(_ candidates: [Event]) -> [Event] {
    candidates.filter { one in !candidates.contains { $0.seen.contains(one.id) } }
  }

  private func list(of record: EventID) -> ObjectAddress? {
    guard case .put(record, let list) = events[record]?.action else { return nil }
    return list
  }

  /// Whether the event changes something inside the record, or inside a record inside it.
  private func isEdit(_ event: Event, inside record: EventID) -> Bool {
    var address: ObjectAddress?
    switch event.action {
    case .editText(let place), .write(let place, _), .add(let place, _), .remove(let place, _),
      .put(_, let place):
      address = place
    case .stand: return false
    }
    while let outer = address?.record {
      if outer == record { return true }
      address = list(of: outer)
    }
    return false
  }

  private func stands(_ record: EventID) -> [Event] {
    undominated(
      events.values.filter { if case .stand(record, _) = $0.action { true } else { false } })
  }

  private func isRestoration(_ event: Event) -> Bool {
    if case .stand(_, true) = event.action { true } else { false }
  }

  private func isShown(_ record: EventID) -> Bool {
    let stands = stands(record)
    if stands.isEmpty || stands.contains(where: isRestoration) { return true }
    return events.values.contains { edit in
      isEdit(edit, inside: record) && !stands.contains { $0.seen.contains(edit.id) }
    }
  }

  /// The slot that holds the record: of the places nobody has moved it on from, the greatest id.
  private func slot(of record: EventID) -> EventID? {
    let puts = events.values.filter {
      if case .put(record, _) = $0.action { true } else { false }
    }
    return undominated(puts).map(\.id).max()
  }

  private func slotPosition(
    forIndex index: Int, in address: ObjectAddress, without moved: EventID?
  ) -> Int {
    if index == 0 { return 0 }
    var shown = 0
    let order = slots[address]?.order.map(\.0) ?? []
    for (position, slot) in order.enumerated() {
      guard let record = record(in: slot), record != moved, isShown(record) else { continue }
      shown += 1
      if shown == index { return position + 1 }
    }
    return order.count
  }

  private func record(in slot: EventID) -> EventID? {
    guard case .put(let record, _) = events[slot]?.action else { return nil }
    return self.slot(of: record) == slot ? record : nil
  }
}

extension RecordTwin: PartReading {
  package func string(at address: ObjectAddress) -> String { texts[address]?.text ?? "" }

  package func values(at address: ObjectAddress) -> [(RegisterValue, EventID)] {
    let writes = events.values.filter {
      if case .write(address, _) = $0.action { true } else { false }
    }
    return undominated(writes).sorted { $0.id > $1.id }.compactMap {
      if case .write(_, let value) = $0.action { (value, $0.id) } else { nil }
    }
  }

  package func members(at address: ObjectAddress) -> [RegisterValue] {
    var changes: [RegisterValue: [Event]] = [:]
    for event in events.values {
      switch event.action {
      case .add(address, let value), .remove(address, let value):
        changes[value, default: []].append(event)
      default: break
      }
    }
    let added = changes.compactMap { value, changes -> (RegisterValue, EventID)? in
      let additions = undominated(changes).filter {
        if case .add = $0.action { true } else { false }
      }
      return additions.map(\.id).max().map { (value, $0) }
    }
    return added.sorted { $0.1 < $1.1 }.map(\.0)
  }

  package func shownRecords(at address: ObjectAddress) -> [ShownRecord] {
    (slots[address]?.order ?? []).compactMap { slot, _ in
      guard let record = record(in: slot), isShown(record) else { return nil }
      let stands = stands(record)
      let deletions = stands.filter { !isRestoration($0) }
      if deletions.isEmpty { return ShownRecord(id: record, deletions: [], edits: []) }
      let edits = undominated(events.values.filter { isEdit($0, inside: record) })
        .filter { edit in !deletions.contains { $0.seen.contains(edit.id) } }
      let contesting = edits + stands.filter(isRestoration)
      return ShownRecord(
        id: record, deletions: deletions.map(\.id).sorted(), edits: contesting.map(\.id).sorted())
    }
  }

  package func hiddenRecords(at address: ObjectAddress) -> [EventID] {
    (slots[address]?.order ?? []).compactMap { slot, _ in
      record(in: slot).flatMap { isShown($0) ? nil : $0 }
    }.sorted()
  }
}
