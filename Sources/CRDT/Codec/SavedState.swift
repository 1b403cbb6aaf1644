/// The state's chunk and the texts' chunk: the present, for opening a document without its history.
///
/// State: keys; objects (record + 1 or 0, key, kind); for each text its bytes and scalars; the heads
/// of each register, with their values; of each set, value by value; the slots of each list; the
/// records. Everything in a fixed order, so that equal states are equal bytes.
enum SavedState {
  // MARK: Writing

  static func encode(
    _ document: Document, agentNumber: (AgentID) -> Int, effort: Compression.Effort
  ) -> ByteWriter {
    var state = ByteWriter()
    encodeObjects(document.objects, to: &state)
    for text in document.texts {
      state.append(number: text.byteCount)
      state.append(number: text.scalarCount)
    }
    for register in document.registers {
      state.append(number: register.heads.count)
      for head in register.heads {
        state.append(number: head.version)
        state.append(head.value, agentNumber: agentNumber)
      }
    }
    for set in document.sets { encode(set, to: &state, agentNumber: agentNumber) }
    for list in document.lists {
      state.append(number: list.slots.count)
      for slot in list.slots {
        state.append(number: slot.version)
        state.append(number: slot.record)
      }
    }
    state.append(number: document.records.count)
    for (version, record) in document.records.sorted(by: { $0.key < $1.key }) {
      state.append(number: version)
      state.append(number: record.list)
      state.append(numbers: record.positions)
      state.append(numbers: record.edits)
      state.append(number: record.alive.map { $0 + 1 } ?? 0)
    }
    var chunk = ByteWriter()
    chunk.append(packing: state.bytes, effort: effort)
    return chunk
  }

  private static func encodeObjects(_ objects: ObjectTable, to state: inout ByteWriter) {
    state.append(number: objects.keys.count)
    for key in objects.keys { state.append(block: Array(key.utf8)) }
    state.append(number: objects.count)
    for entry in objects.entries {
      state.append(number: entry.record == ObjectTable.root ? 0 : Int(entry.record) + 1)
      state.append(number: Int(entry.key))
      state.append(byte: entry.kind.rawValue)
    }
  }

  private static func encode(
    _ set: SetState, to state: inout ByteWriter, agentNumber: (AgentID) -> Int
  ) {
    // A value's first head is the same on every reading of the same history.
    let values = set.heads.sorted { left, right in
      (left.value.first?.version ?? 0) < (right.value.first?.version ?? 0)
    }
    state.append(number: values.count)
    for (value, heads) in values {
      state.append(value, agentNumber: agentNumber)
      state.append(number: heads.count)
      for head in heads {
        state.append(number: head.version)
        state.append(byte: head.isAdded ? 1 : 0)
      }
    }
  }

  static func encodeTexts(_ document: Document, effort: Compression.Effort) -> ByteWriter {
    var chunk = ByteWriter()
    chunk.append(packing: joinedTexts(document), effort: effort)
    return chunk
  }

  static func joinedTexts(_ document: Document) -> [UInt8] {
    if document.texts.count == 1 { return document.texts[0].utf8 }
    return document.texts.flatMap(\.utf8)
  }

  // MARK: Reading

  /// Fills an empty document with the state that so many events make.
  static func decode(
    _ chunk: ByteReader, texts textChunk: ByteReader, into document: inout Document,
    events: Int, agents: [AgentID]
  ) throws(CodecError) {
    var chunk = chunk
    var state = ByteReader(try chunk.unpackedBlock())
    try chunk.finish()
    try decodeObjects(&state, into: &document, events: events)
    try decodeTexts(&state, textChunk, into: &document)
    let limit = events - 1
    for index in document.registers.indices {
      for _ in 0..<(try state.count(ofSize: 2)) {
        let version = try state.number(atMost: limit)
        document.registers[index].heads.append(
          RegisterState.Head(version: version, value: try state.value(agents: agents)))
      }
    }
    for index in document.sets.indices {
      try decodeSet(&state, into: &document.sets[index], limit: limit, agents: agents)
    }
    for index in document.lists.indices {
      for _ in 0..<(try state.count(ofSize: 2)) {
        let version = try state.number(atMost: limit)
        let record = try state.number(atMost: version)
        document.lists[index].slots.append(ListState.Slot(version: version, record: record))
      }
    }
    try decodeRecords(&state, into: &document, limit: limit)
    try state.finish()
  }

  private static func decodeObjects(
    _ state: inout ByteReader, into document: inout Document, events: Int
  ) throws(CodecError) {
    var keys: [String] = []
    for _ in 0..<(try state.count()) { keys.append(try state.string()) }
    let areValid = keys.map { Document.isValid(key: $0) }
    for number in 0..<(try state.count(ofSize: 3)) {
      let record = try state.number(atMost: events)
      guard !keys.isEmpty else { throw .invalid }
      let key = try state.number(atMost: keys.count - 1)
      guard let kind = ObjectKind(rawValue: try state.byte()) else { throw .invalid }
      guard kind == .alive ? keys[key].isEmpty && record > 0 : areValid[key] else {
        throw .invalid
      }
      // Keys are numbered by first use, so a table in another order is not one that was written.
      if key == document.objects.keys.count {
        guard Int(document.objects.intern(keys[key])) == key else { throw .invalid }
      }
      guard key < document.objects.keys.count,
        document.objects.intern(record: record == 0 ? nil : record - 1, keyNumber: key, kind: kind)
          == number
      else { throw .invalid }
    }
    guard document.objects.keys.count == keys.count else { throw .invalid }
    document.makeRoomForObjects()
    let erasures = Erasure.address.key
    document.erasureSet = document.objects.find(record: nil, key: erasures, kind: .set)
  }

  private static func decodeTexts(
    _ state: inout ByteReader, _ textChunk: ByteReader, into document: inout Document
  ) throws(CodecError) {
    var chunk = textChunk
    let bytes = try chunk.unpackedBlock()
    try chunk.finish()
    var offset = 0
    for index in document.texts.indices {
      let length = try state.number(atMost: bytes.count - offset)
      let scalars = try state.number(atMost: length)
      document.texts[index] = TextBuffer(
        document.texts.count == 1 ? bytes : Array(bytes[offset..<offset + length]),
        scalars: scalars)
      offset += length
    }
    guard offset == bytes.count else { throw .invalid }
  }

  private static func decodeSet(
    _ state: inout ByteReader, into set: inout SetState, limit: Int, agents: [AgentID]
  ) throws(CodecError) {
    for _ in 0..<(try state.count(ofSize: 2)) {
      let value = try state.value(agents: agents)
      var heads: [SetState.Head] = []
      for _ in 0..<(try state.count(ofSize: 2)) {
        let version = try state.number(atMost: limit)
        heads.append(SetState.Head(version: version, isAdded: try state.byte() == 1))
      }
      set.heads[value] = heads
    }
  }

  private static func decodeRecords(
    _ state: inout ByteReader, into document: inout Document, limit: Int
  ) throws(CodecError) {
    for _ in 0..<(try state.count(ofSize: 5)) {
      let version = try state.number(atMost: limit)
      let list = try state.number(atMost: document.objects.count - 1)
      guard document.objects.kind(list) == .list else { throw .invalid }
      var record = RecordState(list: list, positions: try state.numbers(atMost: limit))
      record.edits = try state.numbers(atMost: limit)
      let alive = try state.number(atMost: document.objects.count)
      if alive > 0 {
        guard document.objects.kind(alive - 1) == .alive else { throw .invalid }
        record.alive = alive - 1
      }
      document.records[version] = record
    }
  }
}

extension ByteWriter {
  fileprivate mutating func append(numbers: [Int]) {
    append(number: numbers.count)
    for number in numbers { append(number: number) }
  }
}

extension ByteReader {
  fileprivate mutating func numbers(atMost limit: Int) throws(CodecError) -> [Int] {
    var numbers: [Int] = []
    for _ in 0..<(try count()) { numbers.append(try number(atMost: limit)) }
    return numbers
  }
}
