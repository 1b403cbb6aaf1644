/// Local edits: each is one or more events upon everything the document holds.
extension Document {
  /// Names one text of this document for repeated edits, so that its address is looked up once.
  package struct Text: Hashable, Sendable {
    let object: Int
  }

  /// The text at an address, made ready for editing.
  ///
  /// - Throws: `unknownRecord`, `badKey`.
  package mutating func text(at address: ObjectAddress) throws(DocumentError) -> Text {
    Text(object: try open(address, .text))
  }

  /// Inserts text before the scalar at `position`.
  ///
  /// - Parameter position: in Unicode scalars.
  /// - Throws: `outOfRange`, `noAgent`.
  /// - Complexity: O(length) at the caret, else a move of the bytes between.
  package mutating func insert(
    _ string: String, at position: Int, in text: Text
  ) throws(DocumentError) {
    var string = string
    let result: Result<Void, DocumentError> = string.withUTF8 { bytes in
      Result { () throws(DocumentError) in try insert(utf8: bytes, at: position, in: text) }
    }
    try result.get()
  }

  /// Inserts valid UTF-8 before the scalar at `position`.
  package mutating func insert(
    utf8 bytes: UnsafeBufferPointer<UInt8>, at position: Int, in text: Text
  ) throws(DocumentError) {
    guard let agent = localAgent else { throw .noAgent }
    let slot = objects.slots[text.object]
    guard position >= 0, position <= texts[slot].scalarCount else { throw .outOfRange }
    let scalars = bytes.count == 1 ? 1 : UTF8Scan.scalars(in: bytes)
    if scalars == 0 { return }
    guard ownGraph.count &+ scalars < EventGraph.capacity else { throw .tooLarge }
    ownHistory()
    log.appendInsert(
      object: text.object, position: position, bytes: bytes, scalars: scalars, merging: true)
    ownGraph.appendLocal(length: scalars, agent: agent)
    texts[slot].insert(bytes, scalars: scalars, at: position)
    if objects.entries[text.object].record != ObjectTable.root {
      noteLocalEdit(text.object)
    }
  }

  /// Deletes `length` scalars from `position` on.
  ///
  /// - Throws: `outOfRange`, `noAgent`.
  package mutating func delete(
    at position: Int, length: Int, in text: Text
  ) throws(DocumentError) {
    guard let agent = localAgent else { throw .noAgent }
    let slot = objects.slots[text.object]
    guard position >= 0, length >= 0, length <= texts[slot].scalarCount &- position else {
      throw .outOfRange
    }
    if length == 0 { return }
    guard ownGraph.count &+ length < EventGraph.capacity else { throw .tooLarge }
    ownHistory()
    log.appendDelete(
      object: text.object, position: position, length: length, backward: false, merging: true)
    ownGraph.appendLocal(length: length, agent: agent)
    texts[slot].delete(at: position, length: length)
    if objects.entries[text.object].record != ObjectTable.root {
      noteLocalEdit(text.object)
    }
  }

  /// Writes a value to a register, in place of every value it now holds.
  package mutating func set(_ value: RegisterValue, at address: ObjectAddress) throws(DocumentError)
  {
    try write(.write, value, object: try open(address, .register))
  }

  /// Adds a value to a set. Adding wins over a removal made at the same time.
  package mutating func add(
    _ value: RegisterValue, toSetAt address: ObjectAddress
  ) throws(DocumentError) {
    try write(.add, value, object: try open(address, .set))
  }

  /// Removes a value from a set, as far as this replica has seen it added.
  package mutating func remove(
    _ value: RegisterValue, fromSetAt address: ObjectAddress
  ) throws(DocumentError) {
    try write(.remove, value, object: try open(address, .set))
  }

  /// Creates a record in a list.
  ///
  /// - Parameter index: its place among the records that are shown; their count for the end.
  /// - Returns: the record's id.
  package mutating func insertRecord(
    inListAt address: ObjectAddress, at index: Int
  ) throws(DocumentError) -> EventID {
    guard let agent = localAgent else { throw .noAgent }
    let list = try open(address, .list)
    let position = try slotPosition(forIndex: index, inList: list, without: nil)
    let version = ownGraph.count
    try putSlot(record: version, list: list, position: position, agent: agent)
    return ownGraph.event(at: version)
  }

  /// Moves a record to another place of its list. Moves made at the same time end in one place,
  /// never in two.
  ///
  /// - Parameter index: its place among the other records that are shown.
  package mutating func moveRecord(_ record: EventID, to index: Int) throws(DocumentError) {
    guard let agent = localAgent else { throw .noAgent }
    guard let version = ownGraph.version(of: record), let state = records[version] else {
      throw .unknownRecord
    }
    let position = try slotPosition(forIndex: index, inList: state.list, without: version)
    try putSlot(record: version, list: state.list, position: position, agent: agent)
  }

  /// Deletes a record. Edits inside it by someone who has not seen the deletion keep it visible,
  /// flagged, until a person decides.
  package mutating func deleteRecord(_ record: EventID) throws(DocumentError) {
    try write(.write, .flag(false), object: try openAlive(record))
  }

  /// Brings a deleted record back, or decides that a contested one stays.
  package mutating func restoreRecord(_ record: EventID) throws(DocumentError) {
    try write(.write, .flag(true), object: try openAlive(record))
  }

  // MARK: Parts of the above

  /// The object at an address, made ready.
  mutating func open(_ address: ObjectAddress, _ kind: ObjectKind) throws(DocumentError) -> Int {
    guard Self.isValid(key: address.key) else { throw .badKey }
    var record: Int?
    if let event = address.record {
      guard let version = version(of: event), records[version] != nil else {
        throw .unknownRecord
      }
      record = version
    }
    return intern(record: record, key: address.key, kind: kind)
  }

  private mutating func openAlive(_ record: EventID) throws(DocumentError) -> Int {
    guard let version = version(of: record), records[version] != nil else {
      throw .unknownRecord
    }
    return intern(record: version, key: "", kind: .alive)
  }

  static func isValid(key: String) -> Bool { (1...64).contains(key.utf8.count) }

  private mutating func write(
    _ kind: OperationKind, _ value: RegisterValue, object: Int
  ) throws(DocumentError) {
    guard let agent = localAgent else { throw .noAgent }
    guard ownGraph.count + 1 < EventGraph.capacity else { throw .tooLarge }
    ownHistory()
    let version = ownGraph.count
    log.appendValue(kind, object: object, value: value)
    ownGraph.appendLocal(length: 1, agent: agent)
    index(log.run(log.runIndex(of: version)))
  }

  private mutating func putSlot(
    record: Int, list: Int, position: Int, agent: Int
  ) throws(DocumentError) {
    guard ownGraph.count + 1 < EventGraph.capacity else { throw .tooLarge }
    ownHistory()
    let version = ownGraph.count
    log.appendSlot(object: list, position: position, record: record)
    ownGraph.appendLocal(length: 1, agent: agent)
    lists[objects.slots[list]].slots.insert(
      ListState.Slot(version: version, record: record), at: position)
    index(log.run(log.runIndex(of: version)))
  }

  /// Where among the slots a record that is to be shown at `index` goes: right after the slot of the
  /// record before it.
  private func slotPosition(
    forIndex index: Int, inList list: Int, without moved: Int?
  ) throws(DocumentError) -> Int {
    let slots = lists[objects.slots[list]].slots
    var shown = 0
    if index == 0 { return 0 }
    for (position, slot) in slots.enumerated() {
      guard let record = record(inSlot: slot), record != moved, isShown(record) else { continue }
      shown += 1
      if shown == index { return position + 1 }
    }
    throw .outOfRange
  }

  @inline(never)
  private mutating func noteLocalEdit(_ object: Int) {
    let last = ownGraph.count - 1
    var record = objects.record(object)
    while let current = record, let state = records[current] {
      records[current]?.edits = [last]
      record = objects.record(state.list)
    }
  }
}
