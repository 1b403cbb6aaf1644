/// A stretch of a text's spine: scalars that stand side by side, inserted one after the other and with
/// one fate, told by local versions.
struct SpinePiece: Hashable, Sendable {
  /// The event that inserted the first scalar; those of the others follow.
  var first: Int
  var length: Int
  /// What took the stretch out; nil while it stands.
  var deletion: SpineDeletion?
  /// What took it out without knowledge of that; mostly empty.
  var furtherDeletions: [SpineDeletion] = []

  var isVisible: Bool { deletion == nil }

  /// All that took the stretch out, oldest here first.
  var deletions: [SpineDeletion] {
    guard let deletion else { return [] }
    return ([deletion] + furtherDeletions).sorted { $0.first < $1.first }
  }

  /// The piece from `offset` scalars on.
  func advanced(by offset: Int) -> SpinePiece {
    var piece = self
    piece.first += offset
    piece.length -= offset
    piece.deletion = deletion?.advanced(by: offset)
    for index in furtherDeletions.indices {
      piece.furtherDeletions[index] = furtherDeletions[index].advanced(by: offset)
    }
    return piece
  }

  /// What became of the piece's first scalar between two versions, nil where neither shows it, and how
  /// many of its scalars share that.
  func change(
    from before: EventSet, to after: EventSet
  ) -> (change: TextComparison.Change?, length: Int) {
    let (wasVisible, one) = visibility(in: before)
    let (isVisible, other) = visibility(in: after)
    let length = min(one, other)
    switch (wasVisible, isVisible) {
    case (true, true): return (.kept, length)
    case (true, false): return (.deleted, length)
    case (false, true): return (.inserted, length)
    case (false, false): return (nil, length)
    }
  }

  /// Whether a version shows the first scalar, and how many of the piece's scalars share the reason.
  func visibility(in events: EventSet) -> (isVisible: Bool, length: Int) {
    let insertion = events.stretch(around: first)
    var length = min(length, insertion.end - first)
    var isVisible = insertion.isHeld
    if let deletion, deletion.stretch(in: events, upTo: &length) { isVisible = false }
    for deletion in furtherDeletions where deletion.stretch(in: events, upTo: &length) {
      isVisible = false
    }
    return (isVisible, length)
  }
}

/// One event for each scalar of a piece: `first`, `first + 1`, … or, backspaced, `first − 1`, ….
struct SpineDeletion: Hashable, Sendable {
  var first: Int
  var isBackward: Bool

  func advanced(by offset: Int) -> SpineDeletion {
    SpineDeletion(first: isBackward ? first - offset : first + offset, isBackward: isBackward)
  }

  /// Whether `events` holds the first; `length` is shortened to those of which the same is true.
  func stretch(in events: EventSet, upTo length: inout Int) -> Bool {
    let stretch = events.stretch(around: first)
    length = min(length, isBackward ? first - stretch.start + 1 : stretch.end - first)
    return stretch.isHeld
  }
}
