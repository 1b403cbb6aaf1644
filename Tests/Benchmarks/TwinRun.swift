import CRDT
import Foundation
import TestSupport

/// The engine beside its slow twin on random graphs, for as many events as are asked for: replicas
/// write, exchange, are closed and opened, and must agree with their twins in every item's place,
/// author and fate.
struct TwinRun {
  private let events: Int
  private let seed: UInt64

  init(events: Int, seed: UInt64) {
    self.events = events
    self.seed = seed
  }

  /// How a graph's document and twin came apart.
  private struct Mismatch: Error {
    var what: String
  }

  /// - Returns: whether all agreed.
  func run() -> Bool {
    var done = 0
    var graphs: UInt64 = 0
    while done < events {
      do {
        done += try graph(seed &+ graphs)
      } catch {
        print("seed \(seed &+ graphs), after \(done) events of other graphs: \(error)")
        return false
      }
      graphs += 1
      if graphs % 100 == 0 {
        let line = "\(done) events in \(graphs) graphs from seed \(seed) on\n"
        FileHandle.standardOutput.write(Data(line.utf8))
      }
    }
    print("\(done) events in \(graphs) graphs from seed \(seed) on: all agree with their twins")
    return true
  }

  /// Plays one graph and gives its number of events.
  private func graph(_ seed: UInt64) throws -> Int {
    var random = SeededGenerator(seed: seed)
    let count = Int.random(in: 2...5, using: &random)
    var replicas = (0..<count).map {
      TwinReplica(AgentID(high: UInt64($0) ^ seed, low: random.next()))
    }
    // Mostly short graphs, in which everything is near to everything; some long ones.
    let steps = [60, 60, 200, 1_200][Int.random(in: 0..<4, using: &random)]
    let exchange = Int.random(in: 3...30, using: &random)
    for _ in 0..<steps {
      let one = Int.random(in: 0..<count, using: &random)
      let other = Int.random(in: 0..<count, using: &random)
      try replicas[one].edit(&random)
      if random.chance(oneIn: exchange), one != other {
        let source = replicas[other]
        try replicas[one].merge(source)
        if random.chance(oneIn: 3) { try check(replicas[one]) }
      }
      if random.chance(oneIn: 50) {
        try replicas[one].reopen(withSpines: random.chance(oneIn: 2))
      }
    }
    for one in replicas.indices {
      for other in replicas.indices where one != other { try replicas[one].merge(replicas[other]) }
      try check(replicas[one])
    }
    try checkOrders(replicas[0], &random)
    return replicas[0].document.eventCount
  }

  private func check(_ replica: TwinReplica) throws {
    if let mismatch = replica.mismatch() { throw Mismatch(what: mismatch) }
  }

  /// Any order, any repetition, without the fast path, and from bytes: the same document.
  private func checkOrders(_ replica: TwinReplica, _ random: inout SeededGenerator) throws {
    var shuffled = Document()
    var waiting = replica.document.contents(after: VersionVector())
    while !waiting.isEmpty {
      let index = Int.random(in: 0..<waiting.count, using: &random)
      if try shuffled.takes(waiting[index]), !random.chance(oneIn: 5) { waiting.remove(at: index) }
    }
    var slow = try Document(loading: shuffled.saved(.quick))
    slow.rebuild(passingStraightThrough: false)
    for document in [shuffled, slow] {
      guard document.string(at: TwinReplica.address).utf8.elementsEqual(replica.text.utf8) else {
        throw Mismatch(what: "text in another order")
      }
      guard document.frontier == replica.document.frontier else { throw Mismatch(what: "frontier") }
    }
  }
}
