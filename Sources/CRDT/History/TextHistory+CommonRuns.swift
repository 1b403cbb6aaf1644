extension TextHistory {
  /// The same as ``runs``, cut and joined so that every replica with these events has the same ones: at
  /// the line breaks and where another agent or another fate begins, and nowhere else. A run's deletions
  /// are named by the least event of each, in order of their names; each holds as many events as the run
  /// has scalars.
  ///
  /// - Parameter breaks: those of the document.
  /// - Complexity: O(everything ever written).
  package func commonRuns(_ breaks: LineBreaks) -> [Run] {
    var joined: [Piece] = []
    for (run, piece) in zip(runs, pieces) {
      let whole = Piece(
        run,
        deletions: piece.deletions.map { deletion in
          let first = self.event(of: deletion)
          let reach = UInt64(piece.length - 1)
          return Deletion(
            first: first,
            last: EventID(
              agent: first.agent,
              sequence: deletion.isBackward ? first.sequence &- reach : first.sequence + reach))
        }.sorted { $0.first < $1.first })
      for part in whole.cut(breaks) {
        if let last = joined.last, last.joins(part, breaks) {
          joined[joined.count - 1].append(part)
        } else {
          joined.append(part)
        }
      }
    }
    return joined.map(\.run)
  }

  /// What took the scalars of a piece out: from the first scalar's event to the last's, either way.
  private struct Deletion {
    var first: EventID
    var last: EventID

    var least: EventID { min(first, last) }

    /// The part of it that took out the scalars at these offsets.
    func clipped(_ offsets: Range<Int>) -> Deletion {
      func event(_ offset: Int) -> EventID {
        let way = UInt64(offset)
        return EventID(
          agent: first.agent,
          sequence: last.sequence < first.sequence ? first.sequence - way : first.sequence + way)
      }
      return Deletion(first: event(offsets.lowerBound), last: event(offsets.upperBound - 1))
    }

    /// The offsets before which a line of its events begins or ends.
    func cuts(_ breaks: LineBreaks) -> [Int] {
      let (low, high) = (least.sequence, max(first, last).sequence)
      var cuts: [Int] = []
      var next = breaks.first(of: first.agent, from: low + 1)
      while let found = next, found <= high {
        cuts.append(
          Int(last.sequence < first.sequence ? first.sequence - found + 1 : found - first.sequence))
        next = breaks.first(of: first.agent, from: found + 1)
      }
      return cuts
    }
  }

  /// A run on its way to the common form.
  private struct Piece {
    private(set) var run: Run
    private var deletions: [Deletion]

    init(_ run: Run, deletions: [Deletion]) {
      self.run = run
      self.run.deletions = deletions.map(\.least)
      self.deletions = deletions
    }

    func cut(_ breaks: LineBreaks) -> [Piece] {
      let inserted = Deletion(
        first: run.first,
        last: EventID(
          agent: run.first.agent, sequence: run.first.sequence + UInt64(run.length - 1)))
      let cuts = Set(([inserted] + deletions).flatMap { $0.cuts(breaks) }).sorted()
      if cuts.isEmpty { return [self] }
      let scalars = Array(run.text.unicodeScalars)
      return zip([0] + cuts, cuts + [run.length]).map { low, high in
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[low..<high])
        return Piece(
          Run(
            first: EventID(agent: run.first.agent, sequence: run.first.sequence + UInt64(low)),
            text: String(text), length: high - low, deletions: []),
          deletions: deletions.map { $0.clipped(low..<high) })
      }
    }

    /// Whether `next`, which stands right behind, is one run with this.
    func joins(_ next: Piece, _ breaks: LineBreaks) -> Bool {
      let end = EventID(
        agent: run.first.agent, sequence: run.first.sequence + UInt64(run.length))
      guard next.run.first == end, !breaks.contains(end), deletions.count == next.deletions.count
      else { return false }
      return zip(deletions, next.deletions).allSatisfy { one, other in
        guard one.last.agent == other.first.agent else { return false }
        let later = max(one.last, other.first)
        return later.sequence - min(one.last, other.first).sequence == 1
          && !breaks.contains(later)
      }
    }

    mutating func append(_ next: Piece) {
      run.text += next.run.text
      run.length += next.run.length
      for index in deletions.indices { deletions[index].last = next.deletions[index].last }
      run.deletions = deletions.map(\.least)
    }
  }
}
