/// A part's state at a cursor, saved to spare a replay.
package struct Snapshot: Hashable, Sendable {
  /// The last batch the state includes.
  package let cursor: UInt64
  package let content: [UInt8]

  package init(cursor: UInt64, content: [UInt8]) {
    self.cursor = cursor
    self.content = content
  }
}
