/// The operations' chunk and the content's chunk: the history, read only when asked for.
///
/// Operations, in four columns: target and kind; length, where a run has one; position, as a
/// difference from where the same author's last run on that object ended (where it was on another
/// object: from where anyone's last run on this one did); for a slot, what tells its record. Content:
/// values in the order written, and inserted text in the order inserted, packed with the present texts
/// to refer back to, so that what still stands costs little.
enum SavedLog {
  /// - Parameters:
  ///   - pieces: the history whose operations these are.
  ///   - slot: what to write for a slot, which `decode` is asked to take back.
  static func encodeOperations(
    _ log: OperationLog, of pieces: GraphPieces, objects: Int, agents: Int,
    effort: Compression.Effort, slot: (OperationRun) -> Int = { $0.start - $0.payload }
  ) -> ByteWriter {
    var targets = ByteWriter()
    var lengths = ByteWriter()
    var positions = ByteWriter()
    var slots = ByteWriter()
    var authors = AuthorCursor(pieces)
    var carets = Carets(objects: objects, agents: agents)
    for index in 0..<log.runs {
      let run = log.run(index)
      targets.append(number: UInt64(run.object) << 3 | UInt64(run.kind.rawValue))
      if run.kind.hasLength { lengths.append(number: run.length) }
      if run.kind.hasPosition {
        let author = authors.agent(at: run.start)
        let expected = carets.expected(run.object, author)
        positions.append(signed: Int64(run.position - expected))
        carets.move(run.object, author, to: run.endPosition)
      }
      if run.kind == .slot { slots.append(number: slot(run)) }
    }
    var chunk = ByteWriter()
    chunk.append(number: log.count)
    chunk.append(number: log.runs)
    for column in [targets, lengths, positions, slots] {
      chunk.append(packing: column.bytes, effort: effort)
    }
    return chunk
  }

  static func encodeContent(
    _ log: OperationLog, texts: [UInt8], agentNumber: (AgentID) -> Int,
    effort: Compression.Effort
  ) -> ByteWriter {
    var values = ByteWriter()
    for value in log.values { values.append(value, agentNumber: agentNumber) }
    var chunk = ByteWriter()
    chunk.append(number: log.values.count)
    chunk.append(packing: values.bytes, effort: effort)
    chunk.append(packing: log.content, effort: effort, prefix: texts)
    return chunk
  }

  /// Reads both chunks from bytes that may be anything.
  ///
  /// - Parameters:
  ///   - objects: the kind of each object.
  ///   - slot: the record of a slot, from the local version and what was written for it.
  static func decode(
    operations: ByteReader, content: ByteReader, texts: [UInt8], of pieces: GraphPieces,
    objects: [ObjectKind], agents: [AgentID],
    slot: (_ version: Int, _ number: UInt64) -> UInt32? = Self.earlierRecord
  ) throws(CodecError) -> OperationLog {
    let (values, text) = try decodeContent(content, texts: texts, agents: agents)
    var chunk = operations
    let count = try chunk.number(atMost: EventGraph.capacity)
    guard count == pieces.count else { throw .invalid }
    let runCount = try chunk.number(atMost: EventGraph.capacity)
    var targets = ColumnReader(try chunk.unpackedBlock())
    var lengths = ColumnReader(try chunk.unpackedBlock())
    var positions = ColumnReader(try chunk.unpackedBlock())
    var slots = ColumnReader(try chunk.unpackedBlock())
    try chunk.finish()
    guard runCount <= targets.remaining else { throw .truncated }
    var columns = OperationLog.Columns(reserving: runCount)
    var authors = AuthorCursor(pieces)
    var carets = Carets(objects: objects.count, agents: agents.count)
    var source = ContentSource(values: values, text: text)
    var start = 0
    for _ in 0..<runCount {
      let code = targets.number()
      let object = Int(truncatingIfNeeded: code >> 3)
      guard let kind = OperationKind(rawValue: UInt32(truncatingIfNeeded: code & 7)),
        code >> 3 < objects.count, kind.suits(objects[object])
      else { throw .invalid }
      var run = OperationRun(
        start: start, length: 1, kind: kind, object: object, position: 0, payload: 0)
      if kind.hasLength { run.length = lengths.number(atMost: count &- start) }
      if kind.hasPosition {
        let author = authors.agent(at: start)
        let (position, overflow) = Int64(carets.expected(object, author))
          .addingReportingOverflow(positions.signed())
        guard !overflow, (0..<Int64(EventGraph.capacity)).contains(position) else {
          throw .invalid
        }
        run.position = Int(position)
        guard run.endPosition >= 0 else { throw .invalid }
        carets.move(object, author, to: run.endPosition)
      }
      guard run.length > 0, run.length <= count &- start else { throw .invalid }
      if kind == .slot {
        guard let record = slot(start, slots.number()) else { throw .invalid }
        run.payload = Int(record)
      } else {
        guard let payload = source.take(run) else { throw .invalid }
        run.payload = payload
      }
      columns.append(run)
      start &+= run.length
    }
    for column in [targets, lengths, positions, slots] { try column.finish() }
    guard start == count, source.isEmpty else { throw .invalid }
    return OperationLog(
      columns, count: count, content: text, scalars: source.scalars, values: values)
  }

  /// A slot's record by how far before the slot it was created; 0 for one created with it.
  static func earlierRecord(_ version: Int, _ number: UInt64) -> UInt32? {
    number <= UInt64(version) ? UInt32(truncatingIfNeeded: version &- Int(number)) : nil
  }

  private static func decodeContent(
    _ content: ByteReader, texts: [UInt8], agents: [AgentID]
  ) throws(CodecError) -> (values: [RegisterValue], text: [UInt8]) {
    var chunk = content
    let count = try chunk.number(atMost: EventGraph.capacity)
    var packed = ByteReader(try chunk.unpackedBlock())
    var values: [RegisterValue] = []
    for _ in 0..<count { values.append(try packed.value(agents: agents)) }
    try packed.finish()
    let text = try chunk.unpackedBlock(prefix: texts)
    try chunk.finish()
    guard UTF8Scan.isValid(text) else { throw .invalidText }
    return (values, text)
  }
}

/// Where each author's last run ended: where the next one most likely begins.
private struct Carets {
  private var ofObject: [UInt32]
  private var ofAuthor: [(object: UInt32, position: UInt32)]

  init(objects: Int, agents: Int) {
    ofObject = [UInt32](repeating: 0, count: objects)
    ofAuthor = Array(repeating: (object: UInt32.max, position: 0), count: agents)
  }

  @inline(__always)
  func expected(_ object: Int, _ author: Int) -> Int {
    let last = ofAuthor[author]
    return Int(last.object == UInt32(truncatingIfNeeded: object) ? last.position : ofObject[object])
  }

  @inline(__always)
  mutating func move(_ object: Int, _ author: Int, to position: Int) {
    let position = UInt32(truncatingIfNeeded: position)
    ofObject[object] = position
    ofAuthor[author] = (UInt32(truncatingIfNeeded: object), position)
  }
}

/// Hands out values and text run by run.
private struct ContentSource {
  private let values: Int
  private let text: [UInt8]
  private let isASCII: Bool
  /// How many scalars the text holds.
  let scalars: Int
  private var nextValue = 0
  private var nextByte = 0
  private var nextScalar = 0

  init(values: [RegisterValue], text: [UInt8]) {
    self.values = values.count
    self.text = text
    scalars = UTF8Scan.scalars(in: text[...])
    isASCII = scalars == text.count
  }

  var isEmpty: Bool { nextValue == values && nextByte == text.count }

  /// What `run` points at; nil where there is no more.
  @inline(__always)
  mutating func take(_ run: OperationRun) -> Int? {
    switch run.kind {
    case .insert:
      let start = nextByte
      nextScalar &+= run.length
      guard nextScalar <= scalars else { return nil }
      nextByte =
        isASCII
        ? start &+ run.length
        : text.withUnsafeBufferPointer {
          UTF8Scan.offset(in: $0, from: start, scalars: run.length)
        }
      return start
    case .write, .add, .remove:
      guard nextValue < values else { return nil }
      nextValue &+= 1
      return nextValue &- 1
    case .deleteForward, .deleteBackward, .slot:
      return 0
    }
  }
}

extension OperationKind {
  var hasLength: Bool { rawValue <= OperationKind.deleteBackward.rawValue }
  var hasPosition: Bool { rawValue <= OperationKind.slot.rawValue }
}

extension OperationRun {
  /// Where the caret stands after the run: where the next one most likely is.
  var endPosition: Int {
    switch kind {
    case .insert, .slot: position + length
    case .deleteForward: position
    case .deleteBackward: position - length + 1
    case .write, .add, .remove: 0
    }
  }
}
