import CRDT

/// A text without an acceptance: what came by it taken out, what went by it put back.
struct RestoredWords {
  /// A stretch of what was ever written, and what it is called afterwards.
  private struct Stretch {
    var first: EventID
    var length: Int
    /// Which insertion puts it back; nil for one that stands.
    var insertion: Int?
    /// Nil until it is put back.
    var name: EventID?
  }

  private var rewrite = TextRewrite()
  /// What stands or is put back, in document order.
  private var stretches: [Stretch] = []

  init(_ history: TextHistory, without accepted: [EventRun]) {
    var position = 0
    for run in history.runs {
      if run.isVisible {
        for events in accepted {
          guard let overlap = events.overlap(with: run.first, length: run.length) else { continue }
          rewrite.remove(position + overlap.lowerBound..<position + overlap.upperBound)
        }
        stretches.append(Stretch(first: run.first, length: run.length, name: run.first))
        position += run.length
      } else if run.deletions.allSatisfy({ deletion in
        accepted.contains { $0.contains(deletion) }
      }) {
        // Nobody else took it out.
        let insertion = rewrite.insert(run.text, at: position)
        stretches.append(Stretch(first: run.first, length: run.length, insertion: insertion))
      }
    }
  }

  mutating func apply(
    to document: inout Document, at address: ObjectAddress
  ) throws(DocumentError) {
    let names = try rewrite.apply(to: &document, at: address)
    for index in stretches.indices {
      guard let insertion = stretches[index].insertion, let name = names[insertion] else {
        continue
      }
      stretches[index].name = name
      let replacement = EventStretch(first: name, count: UInt64(stretches[index].length))
      try RestorationLink(replacement: replacement, original: stretches[index].first)
        .add(to: &document)
    }
  }

  /// What words are called now; what does not stand is left out.
  func names(of words: [EventRun]) -> [EventRun] {
    var names: [EventRun] = []
    for stretch in stretches {
      for word in words {
        guard let name = stretch.name,
          let overlap = word.overlap(with: stretch.first, length: stretch.length)
        else { continue }
        let first = EventID(
          agent: name.agent, sequence: name.sequence + UInt64(overlap.lowerBound))
        let next = EventRun(first: first, length: overlap.count)
        if let last = names.last?.last, last.agent == first.agent,
          last.sequence + 1 == first.sequence
        {
          names[names.count - 1].last = next.last
        } else {
          names.append(next)
        }
      }
    }
    return names
  }
}
