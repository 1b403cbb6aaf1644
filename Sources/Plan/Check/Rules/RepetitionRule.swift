import CRDT

/// W16: one passage under several records, or in several children's plans.
struct RepetitionRule: CheckRule {
  let id = "W16"
  let title = "Written for this child, and once"
  let regulation = "SEND Code of Practice 2015, 9.61 and 9.66"

  func findings(in plan: CheckSubject) -> [Finding] {
    let passages = plan.texts.compactMap { text -> (text: CheckedText, marks: Set<UInt64>)? in
      guard Self.compared.contains(text.place.part), text.kind == .text else { return nil }
      let marks = Shingles.marks(of: text.text, names: plan.names)
      return marks.isEmpty ? nil : (text, marks)
    }
    return within(passages) + elsewhere(passages, plan.context.otherPassages)
  }

  private static let compared: Set<PartID> = [
    Sections.needs, Sections.healthNeeds, Sections.careNeeds, Sections.outcomes,
    Sections.education, Sections.health, Sections.careUnder18, Sections.care,
  ]

  /// A passage that stands at an earlier place too. O(marks).
  private func within(
    _ passages: [(text: CheckedText, marks: Set<UInt64>)]
  ) -> [Finding] {
    var first: [UInt64: Int] = [:]
    first.reserveCapacity(passages.reduce(0) { $0 + $1.marks.count })
    var findings: [Finding] = []
    for (index, passage) in passages.enumerated() {
      var shared: [Int: Int] = [:]
      for mark in passage.marks {
        if let earlier = first[mark] {
          shared[earlier, default: 0] += 1
        } else {
          first[mark] = index
        }
      }
      let best = shared.max { ($0.value, -$0.key) < ($1.value, -$1.key) }
      guard let best, Shingles.isNearly(best.value, of: passage.marks.count),
        Shingles.isNearly(best.value, of: passages[best.key].marks.count)
      else { continue }
      findings.append(
        finding(.warning, passage.text.place, nil, .repeated(passages[best.key].text.place)))
    }
    return findings
  }

  private func elsewhere(
    _ passages: [(text: CheckedText, marks: Set<UInt64>)], _ others: PassageIndex?
  ) -> [Finding] {
    guard let others else { return [] }
    return passages.compactMap { passage in
      let shared = others.mostShared(with: passage.marks)
      guard Shingles.isNearly(shared, of: passage.marks.count) else { return nil }
      return finding(.warning, passage.text.place, nil, .repeatedElsewhere)
    }
  }
}
