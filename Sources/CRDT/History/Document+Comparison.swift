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
    try comparison(from: older, to: newer).text(at: address)
  }

  /// Two versions, for comparing many texts. The heads are as above.
  ///
  /// - Throws: `missingParents` where a head is not held.
  /// - Complexity: O(linear runs of history); the first time all of history is read.
  package func comparison(
    from older: [EventID], to newer: [EventID]
  ) throws(DocumentError) -> DocumentComparison {
    try DocumentComparison(of: self, from: older, to: newer)
  }
}
