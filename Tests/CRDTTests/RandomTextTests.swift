import CRDT
import TestSupport
import Testing

/// Several replicas write at random and exchange at random; each has a slow twin beside it.
@Suite struct RandomTextTests {
  struct Replica {
    var document = Document()
    var twin = TextTwin()
    let agent: AgentID

    init(agent: AgentID) {
      self.agent = agent
      document.begin(as: agent)
    }

    var next: EventID { EventID(agent: agent, sequence: document.versionVector[agent]) }
    var text: String { document.string(at: RandomTextTests.address) }

    mutating func edit(_ random: inout SeededGenerator) throws {
      let handle = try document.text(at: RandomTextTests.address)
      let length = document.length(of: handle)
      if length > 0 && random.chance(oneIn: 3) {
        let position = Int.random(in: 0..<length, using: &random)
        let count = Int.random(in: 1...min(4, length - position), using: &random)
        let first = next
        try document.delete(at: position, length: count, in: handle)
        twin.delete(at: position, length: count, first: first)
      } else {
        let position = Int.random(in: 0...length, using: &random)
        let words = ["a", "bc", "é", "😀", "x\u{301}", "\r\n", "long", "."]
        let word = words.randomElement(using: &random) ?? "a"
        let first = next
        try document.insert(word, at: position, in: handle)
        twin.insert(word, at: position, first: first)
      }
    }

    mutating func merge(_ other: Replica) throws {
      for batch in other.document.batches(after: document.versionVector) {
        try document.receive(batch)
      }
      twin.merge(other.twin)
    }
  }

  static let address = ObjectAddress(key: "text")

  @Test(arguments: 1...1_000)
  func `replicas and their twins agree on random graphs`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let count = Int.random(in: 2...4, using: &random)
    var replicas = (0..<count).map {
      Replica(agent: AgentID(high: UInt64($0) ^ seed, low: random.next()))
    }
    for _ in 0..<60 {
      let one = Int.random(in: 0..<count, using: &random)
      if random.chance(oneIn: 4) {
        let other = Int.random(in: 0..<count, using: &random)
        if one != other {
          let source = replicas[other]
          try replicas[one].merge(source)
          try #require(replicas[one].text == replicas[one].twin.text, "seed \(seed)")
        }
      } else {
        try replicas[one].edit(&random)
      }
    }
    for one in replicas.indices {
      for other in replicas.indices where one != other { try replicas[one].merge(replicas[other]) }
    }
    for replica in replicas {
      #expect(replica.text == replicas[0].twin.text, "seed \(seed)")
    }
    try check(replicas[0], &random)
  }

  /// What must hold of one replica that has everything.
  private func check(_ replica: Replica, _ random: inout SeededGenerator) throws {
    let document = replica.document
    // The history has every item of the twin, in order, with its fate.
    let history = document.textHistory(at: Self.address)
    let items = history.runs.flatMap { run in
      (0..<run.length).map {
        (EventID(agent: run.first.agent, sequence: run.first.sequence + UInt64($0)), run.isVisible)
      }
    }
    #expect(items.map(\.0) == replica.twin.order.map(\.0))
    #expect(items.map(\.1) == replica.twin.order.map(\.1))
    #expect(
      history.runs.filter(\.isVisible).map(\.text).joined() == document.string(at: Self.address))

    // Any causal order, any cut, any number of times.
    var rebuilt = Document()
    var waiting = document.contents(after: VersionVector())
    while !waiting.isEmpty {
      let index = Int.random(in: 0..<waiting.count, using: &random)
      if try rebuilt.takes(waiting[index]), !random.chance(oneIn: 5) {
        waiting.remove(at: index)
      }
    }
    #expect(rebuilt.string(at: Self.address) == document.string(at: Self.address))
    #expect(rebuilt.frontier == document.frontier)
    #expect(rebuilt.versionVector == document.versionVector)
  }
}
