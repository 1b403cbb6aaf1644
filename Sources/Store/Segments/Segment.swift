import CRDT

/// Many batches of one part put together, in the order of the log.
struct Segment: Sendable {
  /// One agent's batches here: they follow on each other.
  struct Span: Hashable, Sendable {
    var events: Range<UInt64>
    /// The digest of the agent's batch before the first of these.
    var digestBefore: [UInt8]
    /// The digest of the last of these.
    var digest: [UInt8]
  }

  let batches: [LoggedBatch]
  let spans: [AgentID: Span]
  /// A bundle of the engine's.
  let content: [UInt8]
  let places: [UInt8]

  var payloadBytes: Int { batches.reduce(0) { $0 + $1.batch.payload.count } }

  /// Covers content and places, and by them all.
  var checksum: [UInt8] { Self.checksum(content: content, places: places) }

  /// Puts batches together. Of an agent's signatures only the last is kept: it vouches, by the chain of
  /// digests, for all before it.
  ///
  /// - Parameter digestsBefore: of each agent's batch before its first here.
  /// - Returns: nil if what was put together does not give back what was put in.
  init?(
    _ logged: [LoggedBatch], of part: PartAddress, digestsBefore: [AgentID: [UInt8]],
    effort: Document.SavingEffort = .thorough
  ) {
    batches = Self.withoutCoveredSignatures(logged)
    var spans: [AgentID: Span] = [:]
    for batch in batches.map(\.batch) {
      guard let end = batch.end else { return nil }
      let before = digestsBefore[batch.agent] ?? StoredBatch.noDigest
      var span =
        spans[batch.agent]
        ?? Span(events: batch.first..<batch.first, digestBefore: before, digest: before)
      guard span.events.upperBound == batch.first else { return nil }
      span.digest = batch.digest(in: part, after: span.digest)
      span.events = span.events.lowerBound..<end
      spans[batch.agent] = span
    }
    self.spans = spans
    content = BatchBundle(batches.map(\.batch)).encoded(effort)
    places = SegmentPlaces.encode(
      batches.map {
        SegmentPlaces.Place(cursor: $0.cursor, account: $0.account, received: $0.received)
      })
    guard Self.read(content: content, places: places) == batches else { return nil }
  }

  static func checksum(content: [UInt8], places: [UInt8]) -> [UInt8] {
    var message: [UInt8] = []
    message.append(framed: content)
    message.append(framed: places)
    return Cryptography.blake2b(message)
  }

  /// The batches of a segment; nil if the bytes are none.
  static func read(content: [UInt8], places: [UInt8]) -> [LoggedBatch]? {
    guard let batches = (try? BatchBundle(decoding: content))?.batches,
      let places = SegmentPlaces.decode(places, count: batches.count)
    else { return nil }
    return zip(batches, places).map {
      LoggedBatch(cursor: $1.cursor, batch: $0, account: $1.account, received: $1.received)
    }
  }

  private static func withoutCoveredSignatures(_ logged: [LoggedBatch]) -> [LoggedBatch] {
    var isCovered = Set<AgentID>()
    var kept: [LoggedBatch] = []
    for entry in logged.reversed() {
      var batch = entry.batch
      if isCovered.contains(batch.agent) {
        batch.signature = []
      } else if !batch.signature.isEmpty {
        isCovered.insert(batch.agent)
      }
      kept.append(
        LoggedBatch(
          cursor: entry.cursor, batch: batch, account: entry.account, received: entry.received))
    }
    return kept.reversed()
  }
}
