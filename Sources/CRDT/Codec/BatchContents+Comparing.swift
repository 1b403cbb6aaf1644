extension BatchContents {
  /// Whether both hold the same events: under the same names, upon the same version, doing the same.
  package func makesSameChanges(as other: BatchContents) -> Bool {
    agent == other.agent && first == other.first && count == other.count
      && pieces == other.pieces && targets == other.targets && runs == other.runs
      && values == other.values && text == other.text
  }
}
