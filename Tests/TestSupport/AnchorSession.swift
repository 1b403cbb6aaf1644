import CRDT
package import Plan

/// People who comment on passages of one text, suggest other words for them, and write around their
/// ends, apart and together, at random.
package struct AnchorSession {
  private var random: SeededGenerator
  private var people: [AnchorReplica]
  private var marks: [AnchorReplica.Mark] = []

  package init(seed: UInt64, template: PartTemplate) throws {
    random = SeededGenerator(seed: seed)
    let count = Int.random(in: 2...5, using: &random)
    var agents: [AgentID] = []
    for number in 0..<count { agents.append(AgentID(high: random.next(), low: UInt64(number))) }
    people = try AnchorReplica.several(agents, of: template)
    try people[0].insert("She gets regular support. She reads é😀 daily.", at: 0)
    for other in 1..<count { try people[other].merge(people[0]) }
  }

  /// - Returns: where engine and twin differ; nil where they agree throughout.
  package mutating func run(steps: Int) throws -> String? {
    for step in 0..<steps {
      let one = Int.random(in: 0..<people.count, using: &random)
      try self.step(one)
      if random.chance(oneIn: 4) {
        let other = Int.random(in: 0..<people.count, using: &random)
        if other != one { try people[one].merge(people[other]) }
      }
      if random.chance(oneIn: 3), let mismatch = people[one].mismatch(marks) {
        return "step \(step): \(mismatch)"
      }
    }
    for one in people.indices {
      for other in people.indices where other != one { try people[one].merge(people[other]) }
    }
    return people.lazy.compactMap { [marks] in $0.mismatch(marks) }.first
  }

  private mutating func step(_ one: Int) throws {
    let length = people[one].length
    switch Int.random(in: 0..<10, using: &random) {
    case 0 where length > 0:
      marks.append(try people[one].comment(on: range(in: length, atLeast: 1)))
    case 1:
      marks.append(try people[one].suggest(at: range(in: length, atLeast: 0)))
    case 2..<6 where length > 0:
      let place = self.place(one, length)
      let low = max(0, place - Int.random(in: 0...3, using: &random))
      let high = min(length, place + Int.random(in: 0...3, using: &random))
      if low < high { try people[one].delete(low..<high) }
    default:
      let word = ["a", "bc", "é", "😀", "x\u{301}", " longer", ". "].randomElement(using: &random)
      try people[one].insert(word ?? "a", at: place(one, length))
    }
  }

  /// Mostly at an end of something marked, where it matters.
  private mutating func place(_ one: Int, _ length: Int) -> Int {
    if let mark = marks.randomElement(using: &random), !random.chance(oneIn: 4),
      let range = people[one].range(of: mark)
    {
      let end = random.chance(oneIn: 2) ? range.lowerBound : range.upperBound
      return min(max(0, end + Int.random(in: -1...1, using: &random)), length)
    }
    return Int.random(in: 0...length, using: &random)
  }

  private mutating func range(in length: Int, atLeast least: Int) -> Range<Int> {
    let count = Int.random(in: least...max(least, min(9, length)), using: &random)
    let start = Int.random(in: 0...max(0, length - count), using: &random)
    return start..<min(length, start + count)
  }
}
