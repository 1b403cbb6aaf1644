/// Some of a part's batches, in the order of their cursors.
package struct BatchPage: Hashable, Sendable {
  package let batches: [LoggedBatch]
  /// Whether the part has batches after these.
  package let hasMore: Bool

  package init(batches: [LoggedBatch], hasMore: Bool) {
    self.batches = batches
    self.hasMore = hasMore
  }
}
