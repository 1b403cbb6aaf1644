extension BatchContents {
  /// Reads a batch from bytes that may be anything.
  ///
  /// What is checked here: lengths, references, UTF-8, that pieces and runs cover the same number of
  /// events. What only the document can tell (parents, records, positions) is checked on receiving.
  package init(decoding bytes: [UInt8]) throws(CodecError) {
    var payload = ByteReader(bytes)
    let version = try payload.number()
    guard version == Self.version else { throw .unknownVersion(version) }
    var reader = ByteReader(try payload.block())
    let agentCount = try reader.count(ofSize: 16)
    guard agentCount > 0 else { throw .invalid }
    var agents: [AgentID] = []
    agents.reserveCapacity(agentCount)
    for _ in 0..<agentCount { agents.append(try reader.agent()) }

    agent = agents[0]
    first = try reader.number()
    count = 0
    try readPieces(from: &reader, agents: agents)
    guard count > 0, first <= UInt64(Self.maximumCount) << 8 else { throw .invalid }
    try readTargets(from: &reader, agents: agents)
    try readRuns(from: &reader, agents: agents)
    let written = try readValues(from: &reader, agents: agents)
    try reader.finish()
    let content = try BatchContent(from: &payload)
    try payload.finish()
    try take(content, written: written)
  }

  private mutating func readPieces(
    from reader: inout ByteReader, agents: [AgentID]
  ) throws(CodecError) {
    let pieceCount = try reader.count(ofSize: 2)
    for _ in 0..<pieceCount {
      let length = try reader.number(atMost: Self.maximumCount)
      let parentCount = try reader.count(ofSize: 2)
      guard length > 0, count + length <= Self.maximumCount else { throw .invalid }
      var parents: [EventID] = []
      for _ in 0..<parentCount { parents.append(try Self.event(from: &reader, agents: agents)) }
      pieces.append(Piece(length: length, parents: parents))
      count += length
    }
  }

  private mutating func readTargets(
    from reader: inout ByteReader, agents: [AgentID]
  ) throws(CodecError) {
    let targetCount = try reader.count(ofSize: 3)
    for _ in 0..<targetCount {
      guard let kind = ObjectKind(rawValue: try reader.byte()) else { throw .invalid }
      var record: EventID?
      switch try reader.byte() {
      case 0: break
      case 1: record = try Self.event(from: &reader, agents: agents)
      default: throw .invalid
      }
      let key = try reader.string()
      if kind == .alive {
        guard key.isEmpty, record != nil else { throw .invalid }
      } else {
        guard Document.isValid(key: key) else { throw .invalid }
      }
      targets.append(Target(kind: kind, address: ObjectAddress(record: record, key: key)))
    }
  }

  private mutating func readRuns(
    from reader: inout ByteReader, agents: [AgentID]
  ) throws(CodecError) {
    let runCount = try reader.count()
    var expected = [Int](repeating: 0, count: targets.count)
    var events = 0
    var valueCount = 0
    runs.reserveCapacity(runCount)
    for _ in 0..<runCount {
      let code = try reader.number()
      let target = code >> 4
      guard target < UInt64(targets.count), let kind = OperationKind(rawValue: UInt32(code & 7))
      else { throw .invalid }
      var run = Run(kind: kind, target: Int(target), length: 1, position: 0, payload: 0)
      let isMove = code & 8 != 0
      guard kind.suits(targets[run.target].kind), !isMove || kind == .slot else { throw .invalid }
      switch kind {
      case .insert, .deleteForward, .deleteBackward:
        run.length = try reader.number(atMost: Self.maximumCount)
        run.position = try Self.position(from: &reader, expected: expected[run.target])
        guard run.length > 0, run.endPosition >= 0 else { throw .invalid }
      case .slot:
        run.position = try Self.position(from: &reader, expected: expected[run.target])
        if isMove { run.moved = try Self.event(from: &reader, agents: agents) }
      case .write, .add, .remove:
        run.payload = valueCount
        valueCount += 1
      }
      expected[run.target] = run.endPosition
      events += run.length
      guard events <= count else { throw .invalid }
      runs.append(run)
    }
    guard events == count else { throw .invalid }
  }

  /// Reads what of the values is structure.
  ///
  /// - Returns: the indices of those that are content.
  private mutating func readValues(
    from reader: inout ByteReader, agents: [AgentID]
  ) throws(CodecError) -> [Int] {
    let valueCount = try reader.count()
    guard valueCount == runs.count(where: { $0.kind.takesValue }) else { throw .invalid }
    values.reserveCapacity(valueCount)
    var written: [Int] = []
    for run in runs where run.kind.takesValue {
      guard let kind = ValueKind(rawValue: try reader.byte()) else { throw .invalid }
      let isRegister = targets[run.target].kind == .register
      switch kind {
      case .none: values.append(.none)
      case .no: values.append(.flag(false))
      case .yes: values.append(.flag(true))
      case .identifier: values.append(.identifier(try Self.event(from: &reader, agents: agents)))
      case .number, .text:
        guard isRegister else { throw .invalid }
        written.append(values.count)
        values.append(kind == .number ? .integer(0) : .text(""))
      case .structuralNumber:
        guard !isRegister else { throw .invalid }
        values.append(.integer(try reader.signed()))
      case .structuralText:
        guard !isRegister else { throw .invalid }
        values.append(.text(try reader.string()))
      }
      if targets[run.target].kind == .alive {
        guard kind == .no || kind == .yes else { throw .invalid }
      }
    }
    return written
  }

  private mutating func take(_ content: BatchContent, written: [Int]) throws(CodecError) {
    switch content {
    case .none:
      guard written.isEmpty else { throw .invalid }
      try placeText()
    case .sealed(let seal, let bytes, let text):
      guard bytes.count == written.count else { throw .invalid }
      for (index, bytes) in zip(written, bytes) { try setValue(at: index, to: bytes) }
      cover = .seal(seal)
      self.text = text
      try placeText()
    case .erased(let pieces, let texts, let seeds):
      guard pieces.count == written.count else { throw .invalid }
      var kinds: [Int: ValueKind] = [:]
      for (index, piece) in zip(written, pieces) {
        switch piece {
        case .present(let bytes): try setValue(at: index, to: bytes)
        case .erased:
          if case .integer = values[index] { kinds[index] = .number } else { kinds[index] = .text }
          values[index] = values[index].erased
        }
      }
      cover = .pieces(values: pieces, text: texts, cover: seeds, kinds: kinds)
      for piece in texts {
        switch piece {
        case .present(let bytes): text += bytes
        case .erased(_, let scalars):
          for _ in 0..<scalars { text += BatchContent.erasedBytes }
        }
      }
      try placeText()
    }
  }

  private mutating func setValue(at index: Int, to bytes: [UInt8]) throws(CodecError) {
    if case .integer = values[index] {
      var reader = ByteReader(bytes)
      values[index] = .integer(try reader.signed())
      try reader.finish()
    } else {
      guard let string = String(validating: bytes, as: UTF8.self) else { throw .invalidText }
      values[index] = .text(string)
    }
  }

  /// Gives each insertion its stretch of the text, which is valid UTF-8.
  private mutating func placeText() throws(CodecError) {
    var offset = 0
    let isASCII = text.withUnsafeBufferPointer(UTF8Scan.scalars) == text.count
    for index in runs.indices where runs[index].kind == .insert {
      let length = runs[index].length
      let end =
        isASCII
        ? offset + length
        : text.withUnsafeBufferPointer { UTF8Scan.offset(in: $0, from: offset, scalars: length) }
      // A buffer that ends early holds fewer scalars than the run claims.
      guard end <= text.count,
        isASCII || UTF8Scan.scalars(in: text[offset..<end]) == length
      else { throw .invalid }
      runs[index].payload = offset
      runs[index].byteCount = end - offset
      offset = end
    }
    guard offset == text.count else { throw .invalid }
  }

  private static func position(
    from reader: inout ByteReader, expected: Int
  ) throws(CodecError) -> Int {
    let (position, overflow) = Int64(expected).addingReportingOverflow(try reader.signed())
    guard !overflow, position >= 0, position < Int64(EventGraph.capacity) else { throw .invalid }
    return Int(position)
  }

  private static func event(
    from reader: inout ByteReader, agents: [AgentID]
  ) throws(CodecError) -> EventID {
    let agent = try reader.number(atMost: agents.count - 1)
    return EventID(agent: agents[agent], sequence: try reader.number())
  }
}

extension OperationKind {
  var takesValue: Bool { self == .write || self == .add || self == .remove }

  /// Whether such an operation can be made on such an object.
  func suits(_ object: ObjectKind) -> Bool {
    switch self {
    case .insert, .deleteForward, .deleteBackward: object == .text
    case .slot: object == .list
    case .write: object == .register || object == .alive
    case .add, .remove: object == .set
    }
  }
}
