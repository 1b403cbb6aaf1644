import CRDT
import TestSupport
import Testing

/// Several replicas write at random and exchange at random; each has a slow twin beside it.
@Suite struct RandomTextTests {
  @Test(arguments: 1...1_000)
  func `replicas and their twins agree on random graphs`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let count = Int.random(in: 2...4, using: &random)
    var replicas = (0..<count).map {
      TwinReplica(AgentID(high: UInt64($0) ^ seed, low: random.next()))
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
  private func check(_ replica: TwinReplica, _ random: inout SeededGenerator) throws {
    let document = replica.document
    #expect(replica.mismatch() == nil)

    // Any causal order, any cut, any number of times.
    var rebuilt = Document()
    var waiting = document.contents(after: VersionVector())
    while !waiting.isEmpty {
      let index = Int.random(in: 0..<waiting.count, using: &random)
      if try rebuilt.takes(waiting[index]), !random.chance(oneIn: 5) {
        waiting.remove(at: index)
      }
    }
    #expect(rebuilt.string(at: TwinReplica.address) == document.string(at: TwinReplica.address))
    #expect(rebuilt.frontier == document.frontier)
    #expect(rebuilt.versionVector == document.versionVector)
  }
}
