import CRDT

extension PartDocument {
  /// Where the part's history stands, as text: its heads in order, separated by spaces.
  package var heads: String {
    document.frontier.map(\.description).joined(separator: " ")
  }
}
