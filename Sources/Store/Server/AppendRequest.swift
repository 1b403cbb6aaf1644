package import CRDT

/// Batches for one part's log, in the order in which they are to stand.
package struct AppendRequest: Hashable, Sendable {
  package let part: PartAddress
  package let batches: [StoredBatch]
  /// Whether nothing after the first batch that cannot be taken is looked at: then there are outcomes
  /// up to that batch only.
  package let stopsAtRefusal: Bool

  package init(part: PartAddress, batches: [StoredBatch], stopsAtRefusal: Bool = false) {
    self.part = part
    self.batches = batches
    self.stopsAtRefusal = stopsAtRefusal
  }

  /// The size of what is to be stored; a little more than the payloads.
  var byteCount: Int { batches.reduce(0) { $0 + $1.payload.count + 256 } }
}
