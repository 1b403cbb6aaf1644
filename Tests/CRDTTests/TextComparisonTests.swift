import CRDT
import TestSupport
import Testing

/// What two versions of a text said, and who made the difference.
@Suite struct TextComparisonTests {
  /// A moment in the life of some replica.
  private struct Moment {
    var heads: [EventID]
    var known: VersionVector
    var text: String

    init(of document: Document) {
      heads = document.frontier
      known = document.versionVector
      text = document.string(at: TextComparisonTests.address)
    }

    func holds(_ event: EventID) -> Bool { event.sequence < known[event.agent] }
  }

  private static let address = ObjectAddress(key: "text")

  @Test(arguments: 1...300)
  func `a comparison reads as each version on its side, and names events of the right one`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    var replicas = Replicas(3)
    var moments = [Moment(of: Document())]
    for _ in 0..<50 {
      let one = Int.random(in: 0..<3, using: &random)
      try edit(&replicas[one], &random)
      if random.chance(oneIn: 4) {
        try replicas[one].pull(replicas[Int.random(in: 0..<3, using: &random)])
      }
      if random.chance(oneIn: 3) { moments.append(Moment(of: replicas[one])) }
    }
    try replicas.exchange()
    moments.append(Moment(of: replicas[0]))
    for _ in 0..<12 {
      guard let older = moments.randomElement(using: &random),
        let newer = moments.randomElement(using: &random)
      else { continue }
      let comparison = try replicas[2].comparison(
        of: Self.address, from: older.heads, to: newer.heads)
      #expect(comparison.before == older.text, "seed \(seed)")
      #expect(comparison.after == newer.text, "seed \(seed)")
      check(comparison, older, newer, seed: seed)
      checkPassages(comparison, seed: seed)
      let past = try replicas[2].string(at: Self.address, asOf: older.heads)
      #expect(past == older.text, "seed \(seed)")
    }
  }

  private func edit(_ document: inout Document, _ random: inout SeededGenerator) throws {
    let text = try document.text(at: Self.address)
    let length = document.length(of: text)
    if length > 2 && random.chance(oneIn: 3) {
      let count = Int.random(in: 1...3, using: &random)
      let position = Int.random(in: 0...length - count, using: &random)
      if random.chance(oneIn: 2) {
        try document.delete(at: position, length: count, in: text)
      } else {
        for step in (0..<count).reversed() {
          try document.delete(at: position + step, length: 1, in: text)
        }
      }
    } else {
      let words = ["she ", "reads", " well", ". ", "é", "👩\u{200D}👧", "x\u{301}", "\r\n"]
      let word = words.randomElement(using: &random) ?? "a"
      try document.insert(word, at: Int.random(in: 0...length, using: &random), in: text)
    }
  }

  private func check(
    _ comparison: TextComparison, _ older: Moment, _ newer: Moment, seed: UInt64
  ) {
    for stretch in comparison.stretches {
      #expect(stretch.text.unicodeScalars.count == stretch.length, "seed \(seed)")
      for offset in 0..<stretch.length {
        let insertion = EventID(
          agent: stretch.first.agent, sequence: stretch.first.sequence + UInt64(offset))
        #expect(older.holds(insertion) || stretch.change == .inserted, "seed \(seed)")
        #expect(newer.holds(insertion) || stretch.change == .deleted, "seed \(seed)")
        for deletion in stretch.deletions {
          let event = deletion.event(at: offset)
          #expect(newer.holds(event) && !older.holds(event), "seed \(seed)")
        }
        if stretch.change == .deleted && newer.holds(insertion) {
          #expect(!stretch.deletions.isEmpty, "seed \(seed)")
        }
      }
      #expect(stretch.change == .deleted || stretch.deletions.isEmpty, "seed \(seed)")
    }
  }

  private func checkPassages(_ comparison: TextComparison, seed: UInt64) {
    let passages = comparison.passages()
    #expect(passages.map(\.before).joined() == comparison.before, "seed \(seed)")
    #expect(passages.map(\.after).joined() == comparison.after, "seed \(seed)")
    for (passage, next) in zip(passages, passages.dropFirst()) {
      #expect(passage.isChanged != next.isChanged, "seed \(seed)")
    }
    for passage in passages {
      #expect(passage.isChanged || passage.before == passage.after, "seed \(seed)")
      #expect(TextComparison(stretches: passage.stretches).before == passage.before)
      #expect(TextComparison(stretches: passage.stretches).after == passage.after)
    }
    let scalars = comparison.stretches.reduce(0) { $0 + $1.length }
    #expect(passages.flatMap(\.stretches).reduce(0) { $0 + $1.length } == scalars)
  }

  @Test func `a word of which a letter changed is shown whole, with who changed it`() throws {
    var replicas = Replicas(2)
    try replicas[0].write("She works with the teacher daily.", at: 0, in: Self.address)
    try replicas.exchange()
    let before = replicas[0].frontier
    try replicas[1].erase(at: 19, length: 7, in: Self.address)
    try replicas[1].write("trained adult", at: 19, in: Self.address)
    try replicas[0].write(", well,", at: 9, in: Self.address)
    try replicas[0].write("ed", at: 8, in: Self.address)
    try replicas[0].erase(at: 10, length: 1, in: Self.address)
    try replicas.exchange()
    let comparison = try replicas[0].comparison(
      of: Self.address, from: before, to: replicas[0].frontier)
    let agents = [AgentID(high: 1, low: 0), AgentID(high: 2, low: 0)]
    let told = comparison.passages().map { passage in
      guard passage.isChanged else { return passage.before }
      let inserters = passage.inserters.compactMap { agents.firstIndex(of: $0) }
      let deleters = passage.deleters.compactMap { agents.firstIndex(of: $0) }
      return "[\(passage.before)|\(passage.after)|\(inserters)|\(deleters)]"
    }
    #expect(
      told == [
        "She ", "[works|worked, well,|[0]|[0]]", " with the ",
        "[teacher|trained adult|[1]|[1]]", " daily.",
      ])
  }

  @Test func `a comparison with a version that is not held names what is missing`() throws {
    let stranger = EventID(agent: AgentID(high: 8, low: 8), sequence: 3)
    #expect(throws: DocumentError.missingParents([stranger])) {
      try Document().comparison(of: Self.address, from: [], to: [stranger])
    }
  }

  @Test func `words are cut where readers see them end`() throws {
    var document = Document()
    document.begin(as: AgentID(high: 1, low: 1))
    try document.write("Mum’s x\u{301}y 👩\u{200D}👧 12\r\nend", at: 0, in: Self.address)
    let before = document.frontier
    // In the number, before the joiner in the family, inside the marked letter and the word.
    for position in [15, 11, 7, 2] { try document.write("*", at: position, in: Self.address) }
    let comparison = try document.comparison(
      of: Self.address, from: before, to: document.frontier)
    let changed = comparison.passages().filter(\.isChanged).map { [$0.before, $0.after] }
    #expect(
      changed.map { $0.map { Array($0.utf8) } }
        == [
          ["Mum’s", "Mu*m’s"], ["x\u{301}y", "x*\u{301}y"], ["👩\u{200D}👧", "👩*\u{200D}👧"],
          ["12", "1*2"],
        ].map { $0.map { Array($0.utf8) } })
  }
}
