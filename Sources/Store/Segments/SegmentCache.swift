import CRDT

/// The segment a connection read last, since whoever reads one page of it reads the next. A class,
/// because a connection is only ever borrowed.
final class SegmentCache {
  struct Entry {
    let checksum: [UInt8]
    let batches: [LoggedBatch]
    /// By each batch's first event.
    let index: [EventID: Int]

    init(checksum: [UInt8], batches: [LoggedBatch]) {
      self.checksum = checksum
      self.batches = batches
      index = Dictionary(
        batches.enumerated().map {
          (EventID(agent: $1.batch.agent, sequence: $1.batch.first), $0)
        }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// Told by its checksum: the same content is the same segment, whatever became of its row.
  var last: Entry?
}
