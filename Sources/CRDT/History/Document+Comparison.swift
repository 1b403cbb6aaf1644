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
    let log = wholeLog()
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

  /// The text at an address as it was in an earlier version, or on one branch of history.
  ///
  /// - Throws: `missingParents` where a head is not held.
  /// - Complexity: O(everything ever written in the text + linear runs of history).
  package func string(
    at address: ObjectAddress, asOf heads: [EventID]
  ) throws(DocumentError) -> String {
    let events = try eventSet(historyOf: heads)
    guard let object = find(address, .text) else { return "" }
    let log = wholeLog()
    var utf8: [UInt8] = []
    spine(of: Text(object: object)).forEachPiece { piece in
      var rest = piece
      while rest.length > 0 {
        let (isVisible, length) = rest.visibility(in: events)
        if isVisible { log.appendText(rest.first..<rest.first + length, to: &utf8) }
        rest = rest.advanced(by: length)
      }
      return true
    }
    return String(decoding: utf8, as: UTF8.self)
  }

  func eventSet(historyOf heads: [EventID]) throws(DocumentError) -> EventSet {
    let versions = heads.compactMap { graph.version(of: $0) }
    if versions.count < heads.count { throw .missingParents(heads.filter { !contains($0) }) }
    return EventSet(historyOf: versions, in: graph)
  }
}
