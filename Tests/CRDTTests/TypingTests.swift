import CRDT
import TestSupport
import Testing

/// Typing that arrives as encoded batches, which is taken in by a way of its own: it must be the same as
/// the way that all batches can go.
@Suite struct TypingTests {
  private let text = TestPart.body()

  @Test(arguments: 1...60)
  func `typing received as bytes is the typing received as contents`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var replicas = (0..<Int.random(in: 1...4, using: &random)).map {
      RecordReplica(agent: AgentID(high: UInt64($0), low: random.next()))
    }
    var bytes = Document()
    var contents = Document()
    var taken = replicas.map { _ in 0 }
    for _ in 0..<80 {
      let one = replicas.indices.randomElement(using: &random) ?? 0
      let other = replicas.indices.randomElement(using: &random) ?? 0
      if random.chance(oneIn: 4), one != other {
        let source = replicas[other]
        try replicas[one].merge(source, atOnce: true)
      } else {
        for _ in 0..<Int.random(in: 1...3, using: &random) { try replicas[one].edit(&random) }
      }
      for batch in replicas[one].edits[taken[one]...] {
        #expect(try bytes.receive(batch.stored()) == batch.count, "seed \(seed)")
        try contents.receive([batch])
        #expect(bytes.dump() == contents.dump(), "seed \(seed)")
      }
      taken[one] = replicas[one].edits.count
    }
    #expect(bytes.saved() == contents.saved(), "seed \(seed)")
  }

  /// Every position, one past the end included, upon the present version and upon a past one.
  @Test(arguments: [0, 1, 2, 5, 6, 7, 1 << 28])
  func `typing outside the text is refused and changes nothing`(position: Int) throws {
    var author = Replicas(1)[0]
    try author.write("añ😀d", at: 0, in: text)
    let past = author.frontier
    try author.write("ef", at: 4, in: text)
    for (parents, length) in [(past, 4), (author.frontier, 6)] {
      for kind in [RawBatch.Kind.insert, .deleteForward, .deleteBackward] {
        var reader = author
        let saved = reader.saved()
        let agent = AgentID(high: 5, low: 5)
        // The first batch makes the author known; the second takes the short way.
        var first = BatchBuilder(first: EventID(agent: agent, sequence: 0), parents: parents)
        first.insert("é", at: 0, in: text)
        try reader.receive(first.finish().stored())
        let before = reader.saved()
        #expect(before != saved)
        var raw = RawBatch(
          first: EventID(agent: agent, sequence: 1),
          parents: [EventID(agent: agent, sequence: 0)], length: 2)
        raw.edit(kind, raw.target(.text, text), at: Int64(position), length: 2)
        if kind == .insert { raw.text = Array("xy".utf8) }
        let batch = StoredBatch(agent: agent, first: 1, count: 2, payload: raw.encoded())
        let now = length + 1
        let isInside =
          switch kind {
          case .insert: position <= now
          case .deleteForward: position + 2 <= now
          default: position >= 1 && position < now
          }
        if isInside {
          #expect(try reader.receive(batch) == 2)
          #expect(try Document(loading: reader.saved()).dump() == reader.dump())
        } else {
          #expect(throws: DocumentError.self) { try reader.receive(batch) }
          #expect(reader.saved() == before)
        }
      }
    }
  }
}
