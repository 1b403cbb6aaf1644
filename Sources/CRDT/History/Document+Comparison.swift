/// What was said when.
extension Document {
  /// What the text at an address said in two versions, with who made the difference.
  ///
  /// - Parameters:
  ///   - older: the heads of the earlier version; none for the empty document.
  ///   - newer: the heads of the later one. The two may be on different branches of history.
  /// - Throws: `missingParents` where a head is not held.
  /// - Complexity: O(everything ever written in the text + linear runs of history).
  package func comparison(
    of address: ObjectAddress, from older: [EventID], to newer: [EventID]
  ) throws(DocumentError) -> TextComparison {
    let before = try eventSet(historyOf: older)
    let after = try eventSet(historyOf: newer)
    let history = textHistory(at: address)
    let log = wholeLog(keeping: true)
    var stretches: [TextComparison.Stretch] = []
    for piece in history.pieces {
      var start = 0
      while start < piece.length {
        let here = piece.advanced(by: start)
        let (change, length) = here.change(from: before, to: after)
        if let change {
          let deletions = here.deletions.filter {
            change == .deleted && after.contains($0.first) && !before.contains($0.first)
          }
          stretches.append(
            history.stretch(here, length: length, change: change, deletions: deletions, log))
        }
        start += length
      }
    }
    return TextComparison(stretches: stretches)
  }
}
