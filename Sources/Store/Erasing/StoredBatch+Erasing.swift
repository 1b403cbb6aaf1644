package import CRDT

extension StoredBatch {
  /// The batch as it stands in a part with these erasures: what they name is gone, and the seed of its
  /// author's session too. Digest and signature stay valid. A part without erasures leaves it as it
  /// is, and so does a payload that is no batch of the engine.
  package func erasing(_ erasures: [Erasure]) -> StoredBatch {
    guard !erasures.isEmpty, var parts = try? BatchPayload(decoding: payload) else { return self }
    let events = events(of: erasures)
    if events.isEmpty {
      parts.content = parts.content.leavingSession(agent: agent, first: first)
    } else if let contents = try? BatchContents(decoding: payload) {
      let places = contents.contentPlaces(of: events)
      parts.content = parts.content.erasing(
        values: places.values, text: places.text, agent: agent, first: first)
    }
    var batch = self
    batch.payload = parts.encoded()
    return batch
  }

  /// The batch's events that an erasure of these takes: words are erased whole, since their hash is
  /// made whole.
  package func widened(_ erasures: [Erasure]) -> [Erasure] {
    let events = events(of: erasures)
    guard !events.isEmpty, let contents = try? BatchContents(decoding: payload),
      let content = try? BatchPayload(decoding: payload).content
    else { return [] }
    let places = contents.contentPlaces(of: events)
    let chunks = content.chunks
    let touched = chunks.touched(values: [], text: places.text).map {
      chunks.text[$0 - chunks.values.count]
    }
    let words = touched.flatMap { contents.events(ofText: $0.start..<$0.start + $0.scalars) }
    return Erasure.joined(words + events.map { Erasure(agent: agent, events: $0) })
  }

  /// Of these erasures what lies in this batch.
  private func events(of erasures: [Erasure]) -> [Range<UInt64>] {
    guard let end else { return [] }
    return erasures.filter { $0.agent == agent }
      .map { $0.events.clamped(to: first..<end) }.filter { !$0.isEmpty }
  }
}
