import CRDT
import TestSupport
import Testing

/// Graphs of any shape: each edit is made upon any past version or any two of them together, by any
/// author, who may so write without knowledge of her own work, or begin anew upon nothing.
@Suite struct RandomGraphTests {
  /// A version of the text: what stood there, and its heads.
  private struct Version {
    var twin = TextTwin()
    var heads: [EventID] = []
  }

  private let text = TestPart.body()

  @Test(arguments: 1...500)
  func `any graph merges to its twin's text, in any order`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let agents = (0..<3).map { AgentID(high: UInt64($0), low: random.next()) }
    var next: [AgentID: UInt64] = [:]
    var versions = [Version()]
    var batches: [BatchContents] = []
    for _ in 0..<Int.random(in: 10...40, using: &random) {
      var version = base(of: versions, &random)
      guard let agent = agents.randomElement(using: &random) else { continue }
      let first = EventID(agent: agent, sequence: next[agent] ?? 0)
      let batch = edit(&version, first: first, &random)
      let last = first.sequence + UInt64(batch.count) - 1
      next[agent] = last + 1
      version.heads = [EventID(agent: agent, sequence: last)]
      versions.append(version)
      batches.append(batch)
    }
    let whole = versions.reduce(into: TextTwin()) { $0.merge($1.twin) }

    var inOrder = Document()
    for batch in batches { try inOrder.receive([batch]) }
    try check(inOrder, whole, seed: seed)
    var atOnce = Document()
    try atOnce.receive(batches)
    try check(atOnce, whole, seed: seed)
    var shuffled = Document()
    var waiting = batches.shuffled(using: &random)
    while !waiting.isEmpty {
      let index = Int.random(in: 0..<waiting.count, using: &random)
      if try shuffled.takes(waiting[index]) { waiting.remove(at: index) }
    }
    try check(shuffled, whole, seed: seed)
    #expect(shuffled.frontier == inOrder.frontier, "seed \(seed)")
    var loaded = try Document(loading: shuffled.saved())
    try check(loaded, whole, seed: seed)
    #expect(loaded.saved() == shuffled.saved(), "seed \(seed)")
    loaded.rebuild(passingStraightThrough: false)
    try check(loaded, whole, seed: seed)
  }

  /// A version that joins all heads is critical, also where one of them stands upon what was written
  /// beside another; a graph that is loaded knows that as one that grew does.
  @Test func `a graph that is loaded is the one that grew`() throws {
    var replicas = Replicas(2)
    var observer = Document()
    func hear(_ one: Int) throws {
      for batch in replicas[one].contents(after: observer.versionVector) {
        _ = try observer.takes(batch)
      }
    }
    try replicas[0].write("a", at: 0, in: text)
    try replicas.exchange()
    try hear(0)
    try replicas[0].write("b", at: 0, in: text)
    try hear(0)
    try replicas[1].write("c", at: 0, in: text)
    try hear(1)
    try replicas[0].write("d", at: 0, in: text)
    try hear(0)
    try replicas.exchange()
    try replicas[1].write("e", at: 0, in: text)
    try hear(1)
    let loaded = try Document(loading: observer.saved())
    #expect(loaded.dump() == observer.dump())
  }

  private func check(_ document: Document, _ twin: TextTwin, seed: UInt64) throws {
    try #require(document.string(at: text) == twin.text, "seed \(seed)")
    let history = document.textHistory(at: text)
    let items = history.runs.flatMap { run in
      (0..<run.length).map { offset in
        let id = EventID(agent: run.first.agent, sequence: run.first.sequence + UInt64(offset))
        return "\(id) \(run.isVisible)"
      }
    }
    try #require(items == twin.order.map { "\($0.0) \($0.1)" }, "seed \(seed)")
    let deletions = twin.deletions
    for run in history.runs { try checkDeletions(of: run, deletions, seed: seed) }
  }

  /// Who took a stretch out: the events named for its first scalar, and for each next one the events
  /// after them, or before them where it was backspaced.
  private func checkDeletions(
    of run: TextHistory.Run, _ deletions: [EventID: Set<EventID>], seed: UInt64
  ) throws {
    func moved(_ event: EventID, by offset: Int) -> EventID {
      EventID(agent: event.agent, sequence: event.sequence &+ UInt64(bitPattern: Int64(offset)))
    }
    let causes = (0..<run.length).map { deletions[moved(run.first, by: $0)] ?? [] }
    let isForward = causes.indices.allSatisfy { offset in
      causes[offset] == Set(run.deletions.map { moved($0, by: offset) })
    }
    let isBackward = causes.indices.allSatisfy { offset in
      causes[offset] == Set(run.deletions.map { moved($0, by: -offset) })
    }
    try #require(isForward || isBackward, "seed \(seed)")
  }

  private func base(of versions: [Version], _ random: inout SeededGenerator) -> Version {
    // Mostly late ones, so that there is something to edit.
    let lowest = random.chance(oneIn: 3) ? 0 : max(0, versions.count - 4)
    var version = versions[Int.random(in: lowest..<versions.count, using: &random)]
    if random.chance(oneIn: 3) {
      let other = versions[Int.random(in: lowest..<versions.count, using: &random)]
      version.twin.merge(other.twin)
      for head in other.heads where !version.heads.contains(head) { version.heads.append(head) }
    }
    return version
  }

  /// One to three edits in a row upon a version.
  private func edit(
    _ version: inout Version, first: EventID, _ random: inout SeededGenerator
  ) -> BatchContents {
    var builder = BatchBuilder(first: first, parents: version.heads)
    var sequence = first.sequence
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let id = EventID(agent: first.agent, sequence: sequence)
      let length = version.twin.text.unicodeScalars.count
      if length > 0, random.chance(oneIn: 3) {
        let count = Int.random(in: 1...min(3, length), using: &random)
        let position = Int.random(in: 0...length - count, using: &random)
        if random.chance(oneIn: 2) {
          version.twin.delete(at: position, length: count, first: id)
          builder.delete(at: position, length: count, in: text)
        } else {
          for step in 0..<count {
            version.twin.delete(
              at: position + count - 1 - step, length: 1,
              first: EventID(agent: first.agent, sequence: sequence + UInt64(step)))
          }
          builder.delete(at: position + count - 1, length: count, backward: true, in: text)
        }
        sequence += UInt64(count)
      } else {
        let word = ["a", "bcd", "é", "😀"].randomElement(using: &random) ?? "a"
        let position = Int.random(in: 0...length, using: &random)
        version.twin.insert(word, at: position, first: id)
        builder.insert(word, at: position, in: text)
        sequence += UInt64(word.unicodeScalars.count)
      }
    }
    return builder.finish()
  }
}
