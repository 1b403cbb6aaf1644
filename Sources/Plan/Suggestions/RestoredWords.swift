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

  init(_ history: TextHistory, without accepted: [EventStretch]) {
    var position = 0
    for run in history.runs {
      if run.isVisible {
        for events in accepted {
          guard let overlap = events.overlap(with: run.stretch) else { continue }
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
  func names(of words: [EventStretch]) -> [EventStretch] {
    var names: [EventStretch] = []
    for stretch in stretches {
      for word in words {
        let written = EventStretch(first: stretch.first, count: UInt64(stretch.length))
        guard let name = stretch.name, let overlap = word.overlap(with: written) else { continue }
        let first = EventStretch(first: name, count: written.count)
          .event(at: UInt64(overlap.lowerBound))
        names.append(joining: EventStretch(first: first, count: UInt64(overlap.count)))
      }
    }
    return names
  }
}
