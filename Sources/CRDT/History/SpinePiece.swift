/// A stretch of a text's spine: scalars that stand side by side, inserted one after the other and with
/// one fate, told by local versions.
struct SpinePiece: Hashable, Sendable {
  /// The event that inserted the first scalar; those of the others follow.
  var first: Int
  var length: Int
  /// What took the stretch out, in order of first deletion; none while it stands.
  var deletions: [SpineDeletion] = []

  var isVisible: Bool { deletions.isEmpty }

  /// The piece from `offset` scalars on.
  func advanced(by offset: Int) -> SpinePiece {
    SpinePiece(
      first: first + offset, length: length - offset,
      deletions: deletions.map { $0.advanced(by: offset) })
  }

  /// What became of the piece's first scalar between two versions, nil where neither shows it, and how
  /// many of its scalars share that.
  func change(
    from before: EventSet, to after: EventSet
  ) -> (change: TextComparison.Change?, length: Int) {
    var length = length
    let wasVisible = isVisible(in: before, upTo: &length)
    let isVisible = isVisible(in: after, upTo: &length)
    switch (wasVisible, isVisible) {
    case (true, true): return (.kept, length)
    case (true, false): return (.deleted, length)
    case (false, true): return (.inserted, length)
    case (false, false): return (nil, length)
    }
  }

  /// Whether a version shows the first scalar. `length` is shortened to those for which the same
  /// events are in the version.
  private func isVisible(in events: EventSet, upTo length: inout Int) -> Bool {
    let insertion = events.stretch(around: first)
    length = min(length, insertion.end - first)
    var isVisible = insertion.isHeld
    for deletion in deletions where deletion.stretch(in: events, upTo: &length) {
      isVisible = false
    }
    return isVisible
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
