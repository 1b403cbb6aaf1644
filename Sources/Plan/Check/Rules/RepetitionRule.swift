import CRDT

/// W16: one passage under several records, or in several children's plans.
struct RepetitionRule: CheckRule {
  let id = "W16"
  let title = "Written for this child, and once"
  let regulation = "SEND Code of Practice 2015, 9.61 and 9.66"

  /// A text and its marks.
  private typealias Passage = (place: Place, marks: [UInt64])

  func findings(in plan: CheckSubject) -> [Finding] {
    let child = Shingles.child(named: plan.names)
    var passages: [Passage] = []
    for text in plan.texts
    where text.kind == .text && Self.compared.contains(text.place.part) {
      let marks = Shingles.marks(of: text.text, child: child)
      if !marks.isEmpty { passages.append((text.place, marks)) }
    }
    return within(passages) + elsewhere(passages, plan.context.otherPassages)
  }

  private static let compared: Set<PartID> = [
    Sections.needs, Sections.healthNeeds, Sections.careNeeds, Sections.outcomes,
    Sections.education, Sections.health, Sections.careUnder18, Sections.care,
  ]

  /// A passage that stands at an earlier place too. O(marks).
  private func within(_ passages: [Passage]) -> [Finding] {
    var seen = PassageMarks(capacity: passages.reduce(0) { $0 + $1.marks.count })
    var counts: [Int] = []
    var findings: [Finding] = []
    for passage in passages {
      let overlap = seen.add(passage.marks)
      counts.append(overlap.count)
      guard let (earlier, shared) = overlap.most, Shingles.isNearly(shared, of: overlap.count),
        Shingles.isNearly(shared, of: counts[earlier])
      else { continue }
      findings.append(finding(.warning, passage.place, nil, .repeated(passages[earlier].place)))
    }
    return findings
  }

  private func elsewhere(_ passages: [Passage], _ others: PassageIndex?) -> [Finding] {
    guard let others else { return [] }
    return passages.compactMap { passage in
      let marks = Set(passage.marks)
      guard Shingles.isNearly(others.mostShared(with: marks), of: marks.count) else { return nil }
      return finding(.warning, passage.place, nil, .repeatedElsewhere)
    }
  }
}
