/// The commonest batch, read without the arrays that a batch needs in general: some typing in one text
/// that is known already, by an agent whose events before these are held, upon events that are held.
///
/// Reads the layout of ``BatchContents``. Whatever is not of this kind, or not right, is left to that:
/// here it is only refused.
struct TypingBatch {
  /// The author's index in the graph.
  let agent: Int
  let count: Int
  /// Local versions, ascending.
  private(set) var parents: [Int] = []
  let object: Int
  /// The operation runs, before the first of them.
  private let runs: ColumnReader
  private let runCount: Int
  /// The inserted text in the payload.
  let text: Range<Int>
  let isASCII: Bool

  /// One run of insertions or deletions.
  struct Run {
    var kind: OperationKind
    var length: Int
    var position: Int
  }

  /// - Precondition: the document has its graph in memory.
  init?(_ batch: StoredBatch, for document: borrowing Document) {
    var reader = ColumnReader(batch.payload)
    guard reader.number() == BatchContents.version else { return nil }
    let structureLength = reader.number(atMost: batch.payload.count)
    let structureEnd = reader.position &+ structureLength
    let agentCount = reader.number(atMost: 8)
    guard agentCount > 0 else { return nil }
    let agents = reader.position
    reader.skip(16 &* agentCount)
    guard !reader.isBroken, reader.agent(at: agents) == batch.agent,
      let agent = document.ownGraph.index(of: batch.agent), reader.number() == batch.first,
      document.ownGraph.nextSequence(ofAgentAt: agent) == batch.first
    else { return nil }
    self.agent = agent
    count = Int(batch.count)
    guard reader.number() == 1, reader.number() == UInt64(batch.count),
      count <= BatchContents.maximumCount,
      document.ownGraph.count &+ count < EventGraph.capacity
    else { return nil }
    for _ in 0..<reader.number(atMost: 8) {
      let number = reader.number(atMost: agentCount &- 1)
      let sequence = reader.number(atMost: EventGraph.capacity)
      guard !reader.isBroken,
        let parent = document.ownGraph.index(of: reader.agent(at: agents &+ 16 &* number)),
        let version = document.ownGraph.version(ofAgentAt: parent, sequence: sequence)
      else { return nil }
      parents.append(version)
    }
    // One object, a text.
    guard reader.number() == 1, reader.number() == UInt64(ObjectKind.text.rawValue) else {
      return nil
    }
    var record: Int?
    if reader.number(atMost: 1) == 1 {
      let number = reader.number(atMost: agentCount &- 1)
      let sequence = reader.number(atMost: EventGraph.capacity)
      guard !reader.isBroken,
        let creator = document.ownGraph.index(of: reader.agent(at: agents &+ 16 &* number)),
        let version = document.ownGraph.version(ofAgentAt: creator, sequence: sequence)
      else { return nil }
      record = version
    }
    let keyLength = reader.number(atMost: 64)
    let key = reader.position
    reader.skip(keyLength)
    guard !reader.isBroken,
      let object = document.objects.recentText(
        of: record, named: batch.payload[key..<key &+ keyLength])
    else { return nil }
    self.object = object
    runCount = reader.number(atMost: batch.payload.count)
    runs = reader

    // Everything is read once before anything is changed.
    var inserted = 0
    var events = 0
    var caret = 0
    for _ in 0..<runCount {
      guard let run = Self.run(&reader, caret: &caret) else { return nil }
      if run.kind == .insert { inserted &+= run.length }
      events &+= run.length
      guard events <= count else { return nil }
    }
    guard events == count, reader.number() == 0, reader.position == structureEnd else {
      return nil
    }
    let seal = reader.number()
    if seal == 1 || seal == 2 {
      reader.skip(16)
      guard reader.number() == 0 else { return nil }
      let length = reader.number(atMost: reader.remaining)
      text = reader.position..<reader.position &+ length
      reader.skip(length)
    } else {
      guard seal == 0 else { return nil }
      text = reader.position..<reader.position
    }
    guard !reader.isBroken, reader.remaining == 0 else { return nil }
    let isASCII = batch.payload[text].allSatisfy { $0 < 0x80 }
    guard isASCII ? text.count == inserted : runCount == 1 else { return nil }
    self.isASCII = isASCII
    guard seal == 0 || inserted > 0 else { return nil }
    if !isASCII {
      let bytes = Array(batch.payload[text])
      guard UTF8Scan.isValid(bytes), UTF8Scan.scalars(in: bytes[...]) == inserted else {
        return nil
      }
    }
    document.ownGraph.keepHeads(&parents)
  }

  /// Calls `body` with every run in turn; it tells whether to go on.
  func forEachRun(_ body: (Run) -> Bool) {
    var reader = runs
    var caret = 0
    for _ in 0..<runCount {
      guard let run = Self.run(&reader, caret: &caret), body(run) else { return }
    }
  }

  @inline(__always)
  private static func run(_ reader: inout ColumnReader, caret: inout Int) -> Run? {
    // One object, so the code is the kind.
    guard let kind = OperationKind(rawValue: UInt32(reader.number(atMost: 2))) else { return nil }
    let length = reader.number(atMost: BatchContents.maximumCount)
    let (position, overflow) = Int64(caret).addingReportingOverflow(reader.signed())
    guard !reader.isBroken, !overflow, length > 0, position >= 0,
      position < Int64(EventGraph.capacity)
    else { return nil }
    let run = Run(kind: kind, length: length, position: Int(position))
    switch kind {
    case .insert: caret = run.position &+ length
    case .deleteBackward: caret = run.position &- length &+ 1
    default: caret = run.position
    }
    return caret >= 0 ? run : nil
  }
}
