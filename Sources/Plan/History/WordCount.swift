import CRDT

/// Counts words as the programs tell them: letters and digits in a row.
package enum WordCount {
  /// O(scalars).
  package static func of(_ text: String) -> Int { TextDifference.words(in: text) }
}
