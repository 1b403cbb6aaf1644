/// The operations' chunk and the content's chunk: the history, read only when asked for.
///
/// Operations, in four columns: target and kind; length, where a run has one; position, as a
/// difference from where the last run on that object ended; for a slot, how far back its record was
/// created. Content: values in the order written, and inserted text in the order inserted, packed with
/// the present texts to refer back to, so that what still stands costs little.
enum SavedLog {
  static func encodeOperations(
    _ log: OperationLog, objects: Int, effort: Compression.Effort
  ) -> ByteWriter {
    var targets = ByteWriter()
    var lengths = ByteWriter()
    var positions = ByteWriter()
    var slots = ByteWriter()
    var expected = [Int](repeating: 0, count: objects)
    for index in 0..<log.runs {
      let run = log.run(index)
      targets.append(number: UInt64(run.object) << 3 | UInt64(run.kind.rawValue))
      if run.kind.hasLength { lengths.append(number: run.length) }
      if run.kind.hasPosition {
        positions.append(signed: Int64(run.position - expected[run.object]))
        expected[run.object] = run.endPosition
      }
      if run.kind == .slot { slots.append(number: run.start - run.payload) }
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
  static func decode(
    operations: ByteReader, content: ByteReader, texts: [UInt8], objects: ObjectTable,
    agents: [AgentID]
  ) throws(CodecError) -> OperationLog {
    var log = OperationLog()
    let (values, text) = try decodeContent(content, texts: texts, agents: agents)
    var chunk = operations
    let count = try chunk.number(atMost: EventGraph.capacity)
    let runCount = try chunk.number(atMost: EventGraph.capacity)
    var targets = ByteReader(try chunk.unpackedBlock())
    var lengths = ByteReader(try chunk.unpackedBlock())
    var positions = ByteReader(try chunk.unpackedBlock())
    var slots = ByteReader(try chunk.unpackedBlock())
    try chunk.finish()
    guard runCount <= targets.remaining else { throw .truncated }
    var expected = [Int](repeating: 0, count: objects.count)
    var source = ContentSource(values: values, text: text)
    for _ in 0..<runCount {
      let code = try targets.number()
      guard let kind = OperationKind(rawValue: UInt32(code & 7)), code >> 3 < objects.count else {
        throw .invalid
      }
      var run = OperationRun(
        start: log.count, length: 1, kind: kind, object: Int(code >> 3), position: 0, payload: 0)
      guard kind.suits(objects.kind(run.object)) else { throw .invalid }
      if kind.hasLength { run.length = try lengths.number(atMost: count - log.count) }
      if kind.hasPosition {
        let (position, overflow) = Int64(expected[run.object])
          .addingReportingOverflow(try positions.signed())
        guard !overflow, (0..<Int64(EventGraph.capacity)).contains(position) else {
          throw .invalid
        }
        run.position = Int(position)
        expected[run.object] = run.endPosition
      }
      guard run.length > 0, expected[run.object] >= 0 else { throw .invalid }
      if kind == .slot { run.payload = run.start - (try slots.number(atMost: run.start)) }
      try source.append(run, to: &log)
    }
    for column in [targets, lengths, positions, slots] { try column.finish() }
    guard log.count == count, source.isEmpty else { throw .invalid }
    return log
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

/// Hands out values and text run by run.
private struct ContentSource {
  let values: [RegisterValue]
  let text: [UInt8]
  var nextValue = 0
  var nextByte = 0

  var isEmpty: Bool { nextValue == values.count && nextByte == text.count }

  mutating func append(_ run: OperationRun, to log: inout OperationLog) throws(CodecError) {
    switch run.kind {
    case .insert:
      let start = nextByte
      let end = text.withUnsafeBufferPointer {
        UTF8Scan.offset(in: $0, from: start, scalars: run.length)
      }
      guard end <= text.count, UTF8Scan.scalars(in: text[start..<end]) == run.length else {
        throw .invalid
      }
      text.withUnsafeBufferPointer {
        log.appendInsert(
          object: run.object, position: run.position,
          bytes: UnsafeBufferPointer(rebasing: $0[start..<end]), scalars: run.length,
          merging: false)
      }
      nextByte = end
    case .deleteForward, .deleteBackward:
      log.appendDelete(
        object: run.object, position: run.position, length: run.length,
        backward: run.kind == .deleteBackward, merging: false)
    case .slot:
      log.appendSlot(object: run.object, position: run.position, record: run.payload)
    case .write, .add, .remove:
      guard nextValue < values.count else { throw .invalid }
      log.appendValue(run.kind, object: run.object, value: values[nextValue])
      nextValue += 1
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
