/// How many events each of many batches holds, equal ones in a row counted together.
struct BatchSizes: Sendable {
  private(set) var runs: [(size: Int, repeats: Int)] = []
  /// How many batches.
  private(set) var count = 0

  mutating func append(_ size: Int, repeats: Int = 1) {
    count += repeats
    if let last = runs.last, last.size == size {
      runs[runs.count - 1].repeats += repeats
    } else {
      runs.append((size, repeats))
    }
  }

  /// Calls `body` with each batch's events, counted from the first batch's first.
  func forEach(_ body: (Range<Int>) -> Void) {
    var start = 0
    for run in runs {
      for _ in 0..<run.repeats {
        body(start..<start + run.size)
        start += run.size
      }
    }
  }

  /// Whether the batches cover `pieces` and each is one agent's work.
  func fit(_ pieces: GraphPieces) -> Bool {
    var run = 0
    var used = 0
    var piece = 0
    while piece < pieces.pieces {
      let agent = pieces.agent[piece]
      var turn = 0
      while piece < pieces.pieces, pieces.agent[piece] == agent {
        turn += Int(pieces.length[piece])
        piece += 1
      }
      while turn > 0 {
        guard run < runs.count else { return false }
        let (size, repeats) = runs[run]
        let taken = min(repeats - used, turn / size)
        guard taken > 0 else { return false }
        turn -= taken * size
        used += taken
        if used == repeats {
          run += 1
          used = 0
        }
      }
    }
    return run == runs.count
  }
}
