import CRDT

extension Redline.Stretch {
  /// The words of a comparison. Words that were deleted and written again the same, in the same place,
  /// count as kept: they make no difference to a reader.
  static func stretches(
    of comparison: TextComparison, _ attributions: Attributions
  ) -> [Redline.Stretch] {
    var result: [Redline.Stretch] = []
    for passage in comparison.passages() {
      if passage.isChanged {
        let sides = PassageSides(passage, attributions)
        for stretch in sides.stretches { result.append(merging: stretch) }
      } else {
        for stretch in passage.stretches {
          let first = attributions.attribution(of: stretch.event(at: 0))
          if attributions.isPlain(first.event.agent) {
            result.append(merging: .init(change: .kept, text: stretch.text, by: first))
            continue
          }
          for (offset, scalar) in stretch.text.unicodeScalars.enumerated() {
            let by = attributions.attribution(of: stretch.event(at: offset))
            result.append(merging: .init(change: .kept, text: String(scalar), by: by))
          }
        }
      }
    }
    return result
  }
}

/// A changed passage with the hand behind every scalar of both its sides.
private struct PassageSides {
  private var before: [(scalar: Unicode.Scalar, by: Attribution?)] = []
  private var after: [(scalar: Unicode.Scalar, by: Attribution?)] = []
  private let passage: TextComparison.Passage

  init(_ passage: TextComparison.Passage, _ attributions: Attributions) {
    self.passage = passage
    for stretch in passage.stretches {
      for (offset, scalar) in stretch.text.unicodeScalars.enumerated() {
        let writer = attributions.attribution(of: stretch.event(at: offset))
        switch stretch.change {
        case .kept:
          before.append((scalar, nil))
          after.append((scalar, nil))
        case .inserted:
          after.append((scalar, writer))
        case .deleted:
          before.append(
            (
              scalar,
              stretch.deletions.first.map { attributions.attribution(of: $0.event(at: offset)) }
            )
          )
        }
      }
    }
    // A letter that stayed in a changed word goes with the change beside it.
    let anyone = (before + after).lazy.compactMap(\.by).first
    Self.fill(&before, else: anyone)
    Self.fill(&after, else: anyone)
  }

  private static func fill(
    _ side: inout [(scalar: Unicode.Scalar, by: Attribution?)], else anyone: Attribution?
  ) {
    var last: Attribution?
    for index in side.indices {
      last = side[index].by ?? last
      side[index].by = last
    }
    last = nil
    for index in side.indices.reversed() {
      last = side[index].by ?? last
      side[index].by = last ?? anyone
    }
  }

  var stretches: [Redline.Stretch] {
    let difference = TextDifference(from: passage.before, to: passage.after)
    var result: [Redline.Stretch] = []
    var old = 0
    var new = 0
    func keep(_ count: Int) {
      for offset in new..<new + count {
        result.append(
          merging: .init(change: .kept, text: String(after[offset].scalar), by: after[offset].by))
      }
      old += count
      new += count
    }
    for edit in difference.edits {
      keep(edit.position - old)
      for offset in old..<old + edit.deleted {
        result.append(
          merging: .init(
            change: .deleted, text: String(before[offset].scalar), by: before[offset].by))
      }
      old += edit.deleted
      let count = edit.inserted.unicodeScalars.count
      for offset in new..<new + count {
        result.append(
          merging: .init(
            change: .inserted, text: String(after[offset].scalar), by: after[offset].by))
      }
      new += count
    }
    keep(after.count - new)
    return result
  }
}

extension [Redline.Stretch] {
  /// Appends a stretch, or makes the last one longer by it.
  fileprivate mutating func append(merging stretch: Redline.Stretch) {
    // Asked beforehand: a copy of the last one kept meanwhile would have its text copied.
    let goesOn = last.map { $0.change == stretch.change && $0.by.isSameHand(as: stretch.by) }
    if goesOn == true {
      self[count - 1].text += stretch.text
    } else {
      append(stretch)
    }
  }
}

extension Attribution? {
  fileprivate func isSameHand(as other: Attribution?) -> Bool {
    switch (self, other) {
    case (nil, nil): true
    case (let one?, let other?): one.isSameHand(as: other)
    default: false
    }
  }
}
