/// What stands in the document now.
extension Document {
  /// The text at an address; empty where nobody wrote.
  package func string(at address: ObjectAddress) -> String {
    guard let object = find(address, .text) else { return "" }
    return texts[objects.slots[object]].string
  }

  package func string(of text: Text) -> String { texts[objects.slots[text.object]].string }

  /// The text's UTF-8.
  package func utf8(of text: Text) -> [UInt8] { texts[objects.slots[text.object]].utf8 }

  /// The text's length in Unicode scalars.
  package func length(of text: Text) -> Int { texts[objects.slots[text.object]].scalarCount }

  /// One value a register holds, and the write it came by.
  package struct RegisterEntry: Hashable, Sendable {
    package var value: RegisterValue
    package var event: EventID
  }

  /// The values that no later write has replaced. The first is the one to show: that of the greatest
  /// event id, the same on every replica; the others were written at the same time.
  package func register(at address: ObjectAddress) -> [RegisterEntry] {
    guard let object = find(address, .register) else { return [] }
    return entries(ofRegister: objects.slots[object])
  }

  /// The one value of a register to show, `none` where nothing was written: what ``register(at:)``
  /// begins with, for who reads thousands.
  package func value(ofRegister key: String, in record: EventID?) -> RegisterValue {
    guard let object = find(ObjectAddress(record: record, key: key), .register) else {
      return .none
    }
    let slot = objects.slots[object]
    if registers[slot].heads.count == 1 { return registers[slot].heads[0].value }
    return entries(ofRegister: slot).first?.value ?? .none
  }

  func entries(ofRegister slot: Int) -> [RegisterEntry] {
    registers[slot].heads
      .map { RegisterEntry(value: $0.value, event: event(at: $0.version)) }
      .sorted { $0.event > $1.event }
  }

  /// The values in a set, in order of the events that added them.
  package func set(at address: ObjectAddress) -> [RegisterValue] {
    guard let object = find(address, .set) else { return [] }
    return sets[objects.slots[object]].heads
      .compactMap { value, heads -> (RegisterValue, EventID)? in
        let added = heads.filter(\.isAdded).map { event(at: $0.version) }
        return added.max().map { (value, $0) }
      }
      .sorted { $0.1 < $1.1 }
      .map(\.0)
  }

  /// A record of a list, as it is to be shown.
  package struct Record: Hashable, Sendable {
    package var id: EventID
    /// The deletions that did not see some edit inside the record; empty where none is contested.
    package var contestedDeletions: [EventID]
    /// The edits that those deletions did not see.
    package var contestingEdits: [EventID]
  }

  /// The records of a list that are to be shown, in order.
  package func records(inListAt address: ObjectAddress) -> [Record] {
    guard let list = find(address, .list) else { return [] }
    return lists[objects.slots[list]].slots.compactMap { slot in
      guard let record = record(inSlot: slot), isShown(record) else { return nil }
      let contest = contest(of: record)
      return Record(
        id: event(at: record),
        contestedDeletions: contest.deletions.map { event(at: $0) }.sorted(),
        contestingEdits: contest.edits.map { event(at: $0) }.sorted())
    }
  }

  /// Where one of several moves made at the same time put a record.
  package struct Placement: Hashable, Sendable {
    package var move: EventID
    /// The place among the other records that are shown, counted from 0, as ``moveRecord(_:to:)`` takes
    /// it.
    package var index: Int
    /// The record right before that place; nil where it is the first.
    package var predecessor: EventID?
  }

  /// Where each of the moves of a record that no later one has seen put it, the one that holds first;
  /// empty unless there are several.
  ///
  /// - Complexity: O(slots of the list) for a record that was moved twice at once, else O(1).
  package func placements(ofRecord record: EventID) -> [Placement] {
    guard let version = version(of: record), let state = records[version],
      state.positions.count > 1
    else { return [] }
    var placements: [Placement] = []
    var index = 0
    var predecessor: EventID?
    for slot in lists[objects.slots[state.list]].slots {
      if slot.record == version {
        guard state.positions.contains(slot.version) else { continue }
        placements.append(
          Placement(
            move: event(at: slot.version), index: index, predecessor: predecessor))
      } else if let other = self.record(inSlot: slot), isShown(other) {
        index += 1
        predecessor = event(at: other)
      }
    }
    return placements.sorted { $0.move > $1.move }
  }

  /// The records of a list that were deleted, newest deletion last; each can be restored.
  package func deletedRecords(inListAt address: ObjectAddress) -> [EventID] {
    guard let list = find(address, .list) else { return [] }
    return records.filter { $0.value.list == list && !isShown($0.key) }
      .sorted { deletion(of: $0.key) < deletion(of: $1.key) }
      .map { event(at: $0.key) }
  }

  /// The address of the list a record was created in; nil where the record is not held.
  package func list(ofRecord record: EventID) -> ObjectAddress? {
    guard let version = version(of: record), let state = records[version] else { return nil }
    return address(ofObject: state.list)
  }

  /// The addresses of the root's lists that something was ever put into.
  func address(ofObject object: Int) -> ObjectAddress {
    ObjectAddress(
      record: objects.record(object).map { event(at: $0) }, key: objects.key(object))
  }

  // MARK: Parts of the above

  /// The record whose place a slot is; nil where it has moved on.
  ///
  /// Of places given at the same time the one with the greatest event id holds.
  func record(inSlot slot: ListState.Slot) -> Int? {
    guard let positions = records[slot.record]?.positions else { return nil }
    if positions.count == 1 { return positions[0] == slot.version ? slot.record : nil }
    let winner = positions.max { event(at: $0) < event(at: $1) }
    return winner == slot.version ? slot.record : nil
  }

  /// Whether a record is to be shown: not deleted, or deleted by someone who had not seen every edit
  /// inside it.
  func isShown(_ record: Int) -> Bool {
    guard let state = records[record] else { return false }
    guard let alive = state.alive else { return true }
    let heads = registers[objects.slots[alive]].heads
    if heads.isEmpty || heads.contains(where: { $0.value == .flag(true) }) {
      return true
    }
    return state.edits.contains { edit in
      !heads.contains { graph.isAncestor(edit, orEqual: $0.version) }
    }
  }

  private func deletion(of record: Int) -> Int {
    guard let alive = records[record]?.alive else { return 0 }
    return registers[objects.slots[alive]].heads.map(\.version).max() ?? 0
  }

  /// The deletions of a shown record that nobody has settled, and the edits or restorations that
  /// stand against them.
  private func contest(of record: Int) -> (deletions: [Int], edits: [Int]) {
    guard let state = records[record], let alive = state.alive else { return ([], []) }
    let heads = registers[objects.slots[alive]].heads
    let deletions = heads.filter { $0.value == .flag(false) }.map(\.version)
    if deletions.isEmpty { return ([], []) }
    let restorations = heads.filter { $0.value == .flag(true) }.map(\.version)
    let edits = state.edits.filter { edit in
      !deletions.contains { graph.isAncestor(edit, orEqual: $0) }
    }
    return (deletions, edits + restorations)
  }
}
