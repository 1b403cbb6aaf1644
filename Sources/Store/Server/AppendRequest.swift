package import CRDT

/// Batches for one part's log, in the order in which they are to stand.
package struct AppendRequest: Hashable, Sendable {
  package let part: PartAddress
  package let batches: [StoredBatch]

  package init(part: PartAddress, batches: [StoredBatch]) {
    self.part = part
    self.batches = batches
  }

  /// The size of what is to be stored; a little more than the payloads.
  var byteCount: Int { batches.reduce(0) { $0 + $1.payload.count + 256 } }
}
