import CRDT
import TestSupport
import Testing

/// A text's spine beside the slow twin's list of items, after every step.
@Suite struct SpineTests {
  private static let address = TwinReplica.address

  @Test(arguments: 1...80)
  func `after every step the spine is the twin's list`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let count = Int.random(in: 2...4, using: &random)
    var replicas = (0..<count).map {
      TwinReplica(AgentID(high: UInt64($0) ^ seed, low: random.next()))
    }
    for _ in 0..<60 {
      let one = Int.random(in: 0..<count, using: &random)
      switch Int.random(in: 0..<12, using: &random) {
      case 0...2:
        let other = Int.random(in: 0..<count, using: &random)
        if one != other {
          let source = replicas[other]
          try replicas[one].merge(source)
        }
      case 3:
        // A copy goes its own way and is forgotten.
        var copy = replicas[one]
        _ = copy.document.textHistory(at: Self.address)
        try copy.edit(&random)
        try check(copy, seed: seed)
      case 4:
        try replicas[one].reopen(withSpines: random.chance(oneIn: 2))
      case 5:
        // Another text of the part, and a list, have nothing to do with it.
        try replicas[one].document.write("other", at: 0, in: ObjectAddress(key: "other"))
        let list = ObjectAddress(key: "list")
        _ = try replicas[one].document.insertRecord(inListAt: list, at: 0)
      default:
        try replicas[one].edit(&random)
      }
      // Not always, so that much is to be taken in at once.
      if random.chance(oneIn: 2) { try check(replicas[one], seed: seed) }
    }
    for one in replicas.indices {
      for other in replicas.indices where one != other { try replicas[one].merge(replicas[other]) }
      try check(replicas[one], seed: seed)
    }
  }

  private func check(_ replica: TwinReplica, seed: UInt64) throws {
    let mismatch = replica.mismatch()
    try #require(mismatch == nil, "seed \(seed)")
  }

  /// A part two people wrote, one of them backspacing, with what both deleted.
  private func written() throws -> Document {
    var replicas = Replicas(2)
    try replicas[0].write("She reads with the adult.", at: 0, in: Self.address)
    try replicas.exchange()
    for position in [14, 13, 12] {
      try replicas[1].erase(at: position, length: 1, in: Self.address)
    }
    try replicas[0].erase(at: 9, length: 8, in: Self.address)
    try replicas[0].write("well ", at: 9, in: Self.address)
    try replicas[1].write("two", at: 0, in: ObjectAddress(key: "other"))
    try replicas.exchange()
    return replicas[1]
  }

  @Test func `a saved document with its spines opens as it was, and says the same`() throws {
    let document = try written()
    let kept = document.saved(withSpines: true)
    let opened = try Document(trusting: kept)
    let (one, other) = (
      document.textHistory(at: Self.address), opened.textHistory(at: Self.address)
    )
    #expect(one.runs == other.runs)
    #expect(opened.saved() == kept)
    #expect(try Document(trusting: document.saved()).saved(withSpines: true) == kept)
    var changed = opened
    changed.begin(as: AgentID(high: 3, low: 3))
    try changed.write("x", at: 0, in: Self.address)
    #expect(SavedFile.chunks(of: changed.saved()).count == 5)
    #expect(try Document(loading: kept).textHistory(at: Self.address).runs == one.runs)
  }

  @Test func `spines with any bit flipped or any end cut off do not stop a reader`() throws {
    let document = try written()
    let chunks = SavedFile.chunks(of: document.saved(withSpines: true))
    let last = chunks.count - 1
    #expect(chunks[last].tag == 6)
    let content = chunks[last].content
    func read(_ attacked: [UInt8]) throws {
      var chunks = chunks
      chunks[last].content = attacked
      let opened = try Document(trusting: SavedFile.bytes(chunks))
      #expect(opened.dump() == document.dump())
      let history = opened.textHistory(at: Self.address)
      for run in history.runs {
        _ = history.position(of: run.first)
        _ = history.deletions(of: run.first)
      }
      _ = history.authors(of: 0..<100)
      // What comes from another is checked: it says what history says.
      let checked = try Document(loading: SavedFile.bytes(chunks))
      #expect(
        checked.textHistory(at: Self.address).runs
          == document.textHistory(at: Self.address).runs)
    }
    for bit in 0..<content.count * 8 {
      var attacked = content
      attacked[bit / 8] ^= 1 << UInt8(bit % 8)
      try read(attacked)
    }
    for length in content.indices { try read(Array(content[..<length])) }
  }

  @Test func `a history is of one moment, whatever is written later`() throws {
    var document = Document()
    document.begin(as: AgentID(high: 1, low: 1))
    try document.write("She reads.", at: 0, in: Self.address)
    let history = document.textHistory(at: Self.address)
    try document.erase(at: 0, length: 4, in: Self.address)
    #expect(history.runs.map(\.text) == ["She reads."])
    #expect(document.textHistory(at: Self.address).runs.map(\.text) == ["She ", "reads."])
  }

  @Test func `what is not of the text has no place in it`() throws {
    var document = Document()
    document.begin(as: AgentID(high: 1, low: 1))
    try document.write("one", at: 0, in: Self.address)
    try document.write("two", at: 0, in: ObjectAddress(key: "other"))
    let other = EventID(agent: AgentID(high: 1, low: 1), sequence: 4)
    let history = document.textHistory(at: Self.address)
    #expect(history.position(of: other) == nil && history.deletions(of: other).isEmpty)
    let nowhere = document.textHistory(at: ObjectAddress(key: "nowhere"))
    #expect(nowhere.runs.isEmpty && nowhere.event(at: 0) == nil)
    #expect(nowhere.authors(of: 0..<5).isEmpty)
  }
}
