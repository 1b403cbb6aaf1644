/// The contents of many batches in the columns of the saved form.
///
/// Events are numbered from the first batch's first. An agent's batches follow on each other, and
/// whatever an event names was made before it.
struct BatchColumns: Sendable {
  /// Everyone who wrote something or is named.
  var agents: [AgentID] = []
  /// For each agent, the sequence number of its first event here; 0 for one that is only named.
  var firsts: [Int] = []
  var pieces = GraphPieces()
  var objects: [Object] = []
  /// Of a slot, `payload` is the slot's own number for a record created with it, else `movedBit` and
  /// the place in `moved`.
  var log = OperationLog()
  var moved: [Name] = []
  var sizes = BatchSizes()
  var seals = BatchSeals()
  /// The batches that are signed, by their numbers, ascending.
  var signatures: [(batch: Int, bytes: [UInt8])] = []

  /// An event by its agent's number.
  struct Name: Hashable, Sendable {
    var agent: Int
    var sequence: UInt64
  }

  struct Object: Hashable, Sendable {
    var kind: ObjectKind
    var record: Name?
    var key: [UInt8]
  }

  static let movedBit = 1 << 31

  init() {}

  func event(_ name: Name) -> EventID {
    EventID(agent: agents[name.agent], sequence: name.sequence)
  }

  /// The address of an object.
  func address(_ object: Int) -> ObjectAddress {
    ObjectAddress(
      record: objects[object].record.map(event),
      key: String(decoding: objects[object].key, as: UTF8.self))
  }

  // MARK: As bytes

  func encode(to bytes: inout ByteWriter, effort: Compression.Effort) {
    bytes.append(number: agents.count)
    for agent in agents { bytes.append(agent: agent) }
    var column = ByteWriter()
    for first in firsts { column.append(number: first) }
    bytes.append(packing: column.bytes, effort: effort)
    pieces.encode(to: &bytes, firsts: firsts, effort: effort)

    column = ByteWriter()
    for run in sizes.runs {
      column.append(number: run.size)
      column.append(number: run.repeats)
    }
    bytes.append(packing: column.bytes, effort: effort)
    seals.encode(to: &bytes, effort: effort)

    column = ByteWriter()
    for object in objects {
      column.append(byte: object.kind.rawValue)
      column.append(number: object.record.map { $0.agent + 1 } ?? 0)
      if let record = object.record { column.append(number: record.sequence) }
      column.append(block: object.key)
    }
    for name in moved {
      column.append(number: name.agent)
      column.append(number: name.sequence)
    }
    bytes.append(number: objects.count)
    bytes.append(number: moved.count)
    bytes.append(packing: column.bytes, effort: effort)

    bytes.append(
      block: SavedLog.encodeOperations(
        log, of: pieces, objects: objects.count, agents: agents.count, effort: effort
      ) { $0.payload == $0.start ? 0 : 1 + ($0.payload & ~Self.movedBit) }.bytes)
    let numbers = Dictionary(uniqueKeysWithValues: zip(agents, agents.indices))
    bytes.append(
      block: SavedLog.encodeContent(
        log, texts: [], agentNumber: { numbers[$0] ?? 0 }, effort: effort
      ).bytes)

    column = ByteWriter()
    var next = 0
    for signature in signatures {
      column.append(number: signature.batch - next)
      column.append(block: signature.bytes)
      next = signature.batch + 1
    }
    bytes.append(number: signatures.count)
    bytes.append(packing: column.bytes, effort: effort)
  }

  /// Reads from bytes that may be anything.
  ///
  /// - Parameter limit: how many batches there may be.
  init(from reader: inout ByteReader, limit: Int) throws(CodecError) {
    for _ in 0..<(try reader.count(ofSize: 16)) { agents.append(try reader.agent()) }
    guard Set(agents).count == agents.count else { throw .invalid }
    var column = ByteReader(try reader.unpackedBlock())
    for _ in agents { firsts.append(try column.number(atMost: EventGraph.capacity)) }
    try column.finish()
    pieces = try GraphPieces(from: &reader, firsts: firsts)
    guard pieces.count > 0 else { throw .invalid }
    try readSizes(from: &reader, limit: limit)
    seals = try BatchSeals(from: &reader, count: sizes.count)
    try readNames(from: &reader)
    log = try SavedLog.decode(
      operations: ByteReader(reader.block(), unpacker: reader.unpacker),
      content: ByteReader(reader.block(), unpacker: reader.unpacker), texts: [], of: pieces,
      objects: objects.map(\.kind), agents: agents
    ) { version, number in
      if number == 0 { return UInt32(truncatingIfNeeded: version) }
      guard number <= UInt64(moved.count) else { return nil }
      return UInt32(truncatingIfNeeded: Self.movedBit | Int(number &- 1))
    }
    for run in 0..<log.runs where log.kind(run) == .write && objects[log.object(run)].kind == .alive
    {
      guard case .flag = log.values[Int(log.payload[run])] else { throw .invalid }
    }
    try readSignatures(from: &reader)
  }

  private mutating func readSizes(
    from reader: inout ByteReader, limit: Int
  ) throws(CodecError) {
    var column = ByteReader(try reader.unpackedBlock())
    while column.remaining > 0 {
      let size = try column.number(atMost: BatchContents.maximumCount)
      let repeats = try column.number(atMost: pieces.count)
      guard size > 0, repeats > 0 else { throw .invalid }
      guard repeats <= limit - sizes.count else { throw .tooLarge }
      sizes.append(size, repeats: repeats)
    }
    guard sizes.fit(pieces) else { throw .invalid }
  }

  private mutating func readNames(from reader: inout ByteReader) throws(CodecError) {
    let objectCount = try reader.number(atMost: EventGraph.capacity >> 3)
    let movedCount = try reader.number(atMost: EventGraph.capacity)
    var column = ByteReader(try reader.unpackedBlock())
    guard objectCount + movedCount <= column.remaining else { throw .truncated }
    for _ in 0..<objectCount {
      guard let kind = ObjectKind(rawValue: try column.byte()) else { throw .invalid }
      var record: Name?
      let agent = try column.number(atMost: agents.count)
      if agent > 0 { record = Name(agent: agent - 1, sequence: try column.number()) }
      let key = try column.string()
      guard kind == .alive ? key.isEmpty && record != nil : Document.isValid(key: key) else {
        throw .invalid
      }
      objects.append(Object(kind: kind, record: record, key: Array(key.utf8)))
    }
    guard Set(objects).count == objects.count else { throw .invalid }
    for _ in 0..<movedCount {
      let agent = try column.number(atMost: agents.count - 1)
      moved.append(Name(agent: agent, sequence: try column.number()))
    }
    try column.finish()
  }

  private mutating func readSignatures(from reader: inout ByteReader) throws(CodecError) {
    let count = try reader.number(atMost: sizes.count)
    var column = ByteReader(try reader.unpackedBlock())
    var next = 0
    for _ in 0..<count {
      let batch = next + (try column.number(atMost: sizes.count - 1 - next))
      signatures.append((batch, Array(try column.block())))
      next = batch + 1
    }
    try column.finish()
  }
}
