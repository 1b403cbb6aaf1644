import CRDT
import Plan
import TestSupport
import Testing

/// Three people write, undo, do again, name versions and go back to them, all at the same time.
@Suite struct RandomHistoryTests {
  private static let words = ["she", "reads", "daily", "né", "🙂", "help", "in", "class", "\n", "."]

  private struct Session {
    var random: SeededGenerator
    var people: [HistoryReplica]
    /// Moments that were, with what was read then.
    var moments: [(heads: [EventID], dump: [String])] = []

    init(seed: UInt64) throws {
      random = SeededGenerator(seed: seed)
      people = try (1...3).map { try HistoryReplica($0) }
      try people[0].addNeed("First", "she needs daily help in class")
      for other in 1..<3 { try people[other].pull(people[0]) }
    }

    mutating func sentence(like text: String) -> String {
      var all = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0...all.count, using: &random)
        if place < all.count, random.chance(oneIn: 2) {
          all.remove(at: place)
        } else {
          all.insert(RandomHistoryTests.words.randomElement(using: &random) ?? "", at: place)
        }
      }
      return all.joined(separator: random.chance(oneIn: 9) ? "" : " ")
    }

    mutating func step() throws {
      let who = Int.random(in: 0..<3, using: &random)
      let needs = people[who].needs
      let need = needs.randomElement(using: &random)
      switch (Int.random(in: 0..<20, using: &random), need) {
      case (0...5, let need?):
        try people[who].write(sentence(like: people[who].text(need)), need)
      case (6, let need?):
        try people[who].set(sentence(like: "title").replacing("\n", with: ""), need)
      case (7, _):
        try people[who].addNeed("new", sentence(like: "some words"))
      case (8, let need?) where needs.count > 1:
        try people[who].stroke { (part: inout PartDocument) throws(ContentError) in
          try part.deleteRecord(need)
        }
      case (9, let need?):
        let place = Int.random(in: 0..<needs.count, using: &random)
        try people[who].stroke { (part: inout PartDocument) throws(ContentError) in
          try part.moveRecord(need, to: place)
        }
      case (10...13, _): try people[who].undo()
      case (14...15, _): try people[who].redo()
      case (16, _):
        guard let moment = moments.randomElement(using: &random),
          moment.heads.allSatisfy(people[who].part.document.contains)
        else { return }
        try people[who].stroke { (part: inout PartDocument) throws(ContentError) in
          try part.restore(to: moment.heads)
        }
        #expect(people[who].dump == moment.dump)
      default: try people[who].pull(people[(who + 1) % 3])
      }
      moments.append((people[who].part.document.frontier, people[who].dump))
    }

    mutating func exchange() throws {
      for one in 0..<3 {
        for other in 0..<3 where one != other { try people[one].pull(people[other]) }
      }
    }
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `replicas agree, and every redline has the two versions for its sides`(
    seed: UInt64
  ) throws {
    var session = try Session(seed: seed)
    for _ in 0..<45 { try session.step() }
    try session.exchange()
    try session.exchange()
    let dump = session.people[0].dump
    #expect(session.people.allSatisfy { $0.dump == dump }, "seed \(seed)")
    let whole = session.people[0].part
    for _ in 0..<12 {
      guard let from = session.moments.randomElement(using: &session.random),
        let to = session.moments.randomElement(using: &session.random)
      else { return }
      let redline = try Redline.Part(of: whole, from: from.heads, to: to.heads)
      #expect(RedlineSide(redline, .deleted).lines == from.dump.filter { !$0.hasPrefix("C") })
      #expect(RedlineSide(redline, .inserted).lines == to.dump.filter { !$0.hasPrefix("C") })
      #expect(
        Redline(parts: [redline]).isEmpty
          == (RedlineSide(redline, .deleted).lines == RedlineSide(redline, .inserted).lines),
        "seed \(seed)")
    }
  }

  /// Half of the sessions only write: then every event is its agent's own.
  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `blame names who wrote each word as its slow twin does`(seed: UInt64) throws {
    var session = try Session(seed: seed)
    for _ in 0..<30 {
      let who = Int.random(in: 0..<3, using: &session.random)
      let need = session.people[who].needs.first
      switch (Int.random(in: 0..<4, using: &session.random), need) {
      case (0, _): try session.people[who].pull(session.people[(who + 1) % 3])
      case (1, _) where seed.isMultiple(of: 2): try session.people[who].undo()
      case (_, nil): break
      case (_, let need?):
        let text = session.sentence(like: session.people[who].text(need))
        try session.people[who].write(text, need)
      }
    }
    try session.exchange()
    let part = session.people[0].part
    guard let need = session.people[0].needs.first else { return }
    let isOne: (Attribution, Attribution) -> Bool = { $0.isSameHand(as: $1) }
    let attributions = Attributions(of: part)
    let runs = try part.blame(
      field: "description", of: need, by: attributions, joining: isOne)
    #expect(
      runs == part.slowBlame(field: "description", of: need, joining: isOne), "seed \(seed)")
    #expect(runs.map(\.text).joined() == session.people[0].text(need))
  }

  /// Of what was undone down to nothing, nothing is left.
  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `undoing everything, alone, comes back to the beginning`(seed: UInt64) throws {
    var session = try Session(seed: seed)
    var one = session.people[0]
    let beginning = try HistoryReplica(9).dump
    var dumps: [[String]] = [beginning, one.dump]
    for _ in 0..<15 {
      guard let need = one.needs.randomElement(using: &session.random) else { break }
      let strokes = one.strokes.count
      switch Int.random(in: 0..<5, using: &session.random) {
      case 0, 1: try one.write(session.sentence(like: one.text(need)), need)
      case 2: try one.set(session.sentence(like: "title").replacing("\n", with: ""), need)
      case 3: try one.addNeed("another", session.sentence(like: "a b"))
      default:
        let count = one.needs.count
        let place = Int.random(in: 0..<count, using: &session.random)
        try one.stroke { (part: inout PartDocument) throws(ContentError) in
          try part.moveRecord(need, to: place)
        }
      }
      if one.strokes.count > strokes { dumps.append(one.dump) }
    }
    for expected in dumps.dropLast().reversed() {
      #expect(try one.undo() == [], "seed \(seed)")
      #expect(one.dump == expected, "seed \(seed)")
    }
    #expect(try one.undo() == nil)
    for expected in dumps.dropFirst() {
      try one.redo()
      #expect(one.dump == expected, "seed \(seed)")
    }
  }
}

/// One side of a redline, told as `HistoryReplica.dump` tells a part.
struct RedlineSide {
  private(set) var lines: [String] = []

  /// - Parameter side: `deleted` for the earlier version, `inserted` for the later.
  init(_ part: Redline.Part, _ side: Redline.Change) {
    let isOld = side == .deleted
    let gone: Redline.Change = isOld ? .inserted : .deleted
    func value(_ content: Redline.Content) -> FieldValue {
      switch content {
      case .text(let stretches):
        let text = stretches.filter { $0.change != gone }.map(\.text).joined()
        return text.isEmpty ? .empty : .text(text)
      case .value(let before, let after, _): return isOld ? before : after
      case .links(let links):
        let targets = links.filter { $0.change != gone }.map(\.target).sorted()
        return targets.isEmpty ? .empty : .links(targets)
      }
    }
    func add(_ fields: [Redline.Field], _ path: String) {
      for field in fields where value(field.content) != .empty {
        lines.append("\(path).\(field.key) \(value(field.content))")
      }
    }
    add(part.fields, "")
    for collection in part.collections {
      let numbered = collection.records.compactMap { record in
        (isOld ? record.numberBefore : record.numberAfter).map { ($0, record) }
      }
      for (_, record) in numbered.sorted(by: { $0.0 < $1.0 }) {
        lines.append("\(collection.key) \(record.id)")
        add(record.fields, "\(record.id)")
      }
    }
  }
}
