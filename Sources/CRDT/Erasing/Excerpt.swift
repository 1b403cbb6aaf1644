/// What was taken out of a history at one moment, to be kept for itself, as a frozen part of a plan is.
///
/// Every word knows the event that wrote it, so an erasure reaches it here as it does in the log. And
/// its words are content as those of a batch are, so that a hash over it outlives their erasure: see
/// ``BatchContent``.
package struct Excerpt: Hashable, Sendable {
  /// Consecutive events that wrote consecutive scalars.
  package struct Span: Hashable, Sendable {
    package var first: EventID
    package var count: Int

    package init(first: EventID, count: Int) {
      self.first = first
      self.count = count
    }
  }

  /// What holds the words together: never erased.
  package let frame: [UInt8]
  /// The event that wrote each of the values.
  package let valueEvents: [EventID]
  /// The events that wrote the text, in its order.
  package let textEvents: [Span]
  package private(set) var content: BatchContent

  /// - Parameters:
  ///   - values: with the events that wrote them.
  ///   - text: all texts, one after the other. Its events are as many as it has scalars; those that
  ///     follow on each other are taken together, so that equal excerpts are equal bytes.
  ///   - seed: drawn at random for this excerpt alone.
  package init(
    frame: [UInt8], values: [(event: EventID, bytes: [UInt8])], text: String, events: [Span],
    seed: ContentSeed
  ) {
    self.frame = frame
    valueEvents = values.map(\.event)
    textEvents = Self.joined(events)
    let isEmpty = values.isEmpty && text.isEmpty
    content =
      isEmpty ? .none : .sealed(.batch(seed), values: values.map(\.bytes), text: Array(text.utf8))
  }

  private static func joined(_ spans: [Span]) -> [Span] {
    var joined: [Span] = []
    for span in spans where span.count > 0 {
      if let last = joined.last, last.first.agent == span.first.agent,
        last.first.sequence + UInt64(last.count) == span.first.sequence
      {
        joined[joined.count - 1].count += span.count
      } else {
        joined.append(span)
      }
    }
    return joined
  }

  /// The excerpt with its words in another state: some of them erased.
  package func with(_ content: BatchContent) -> Excerpt {
    var excerpt = self
    excerpt.content = content
    return excerpt
  }

  // MARK: Words

  /// The values; nil for one that was erased.
  package var values: [[UInt8]?] {
    switch content {
    case .none: []
    case .sealed(_, let values, _): values
    case .erased(let values, _, _):
      values.map { if case .present(let bytes) = $0 { bytes } else { nil } }
    }
  }

  /// The text, with a full block for each scalar that was erased.
  package var text: String {
    switch content {
    case .none: return ""
    case .sealed(_, _, let text): return String(decoding: text, as: UTF8.self)
    case .erased(_, let pieces, _):
      var bytes: [UInt8] = []
      for piece in pieces {
        switch piece {
        case .present(let present): bytes += present
        case .erased(_, let scalars):
          for _ in 0..<scalars { bytes += BatchContent.erasedBytes }
        }
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// Where the content of these events stands: the numbers of values, and ranges of the text in
  /// scalars. O(erasures × (values + spans)).
  package func places(of erasures: [Erasure]) -> (values: Set<Int>, text: [Range<Int>]) {
    var values: Set<Int> = []
    var text: [Range<Int>] = []
    for erasure in erasures {
      for (number, event) in valueEvents.enumerated()
      where event.agent == erasure.agent && erasure.events.contains(event.sequence) {
        values.insert(number)
      }
      var start = 0
      for span in textEvents {
        defer { start += span.count }
        guard span.first.agent == erasure.agent else { continue }
        let first = span.first.sequence
        let events = erasure.events.clamped(to: first..<first + UInt64(span.count))
        if events.isEmpty { continue }
        text.append(start + Int(events.lowerBound - first)..<start + Int(events.upperBound - first))
      }
    }
    return (values, text)
  }
}

// MARK: - Bytes

extension Excerpt {
  /// What is never erased, as bytes: a hash covers them as they are.
  ///
  ///     frame  agents  values: agent, sequence  spans: agent, sequence, count
  package var structure: [UInt8] {
    let agents = Set(valueEvents.map(\.agent) + textEvents.map(\.first.agent)).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: agents.enumerated().map { ($1, $0) })
    var writer = ByteWriter()
    writer.append(block: frame)
    writer.append(number: agents.count)
    for agent in agents { writer.append(agent: agent) }
    writer.append(number: valueEvents.count)
    for event in valueEvents {
      writer.append(number: numbers[event.agent] ?? 0)
      writer.append(number: event.sequence)
    }
    writer.append(number: textEvents.count)
    for span in textEvents {
      writer.append(number: numbers[span.first.agent] ?? 0)
      writer.append(number: span.first.sequence)
      writer.append(number: span.count)
    }
    return writer.bytes
  }

  /// All of it, to be kept.
  package func encoded() -> [UInt8] {
    BatchPayload(structure: structure, content: content).encoded()
  }

  /// Reads what `encoded` writes, from bytes that may be anything.
  package init(decoding bytes: [UInt8]) throws(CodecError) {
    let payload = try BatchPayload(decoding: bytes)
    var reader = ByteReader(payload.structure)
    frame = Array(try reader.block())
    var agents: [AgentID] = []
    for _ in 0..<(try reader.count(ofSize: 16)) { agents.append(try reader.agent()) }
    valueEvents = try Self.list(&reader) { (reader) throws(CodecError) in
      try Self.event(&reader, of: agents)
    }
    textEvents = try Self.list(&reader) { (reader) throws(CodecError) in
      Span(
        first: try Self.event(&reader, of: agents),
        count: try reader.number(atMost: EventGraph.capacity))
    }
    try reader.finish()
    content = payload.content
    let scalars = textEvents.reduce(into: 0) { $0 += $1.count }
    guard values.count == valueEvents.count, text.unicodeScalars.count == scalars else {
      throw .invalid
    }
  }

  private static func list<Element>(
    _ reader: inout ByteReader,
    _ read: (inout ByteReader) throws(CodecError) -> Element
  ) throws(CodecError) -> [Element] {
    var list: [Element] = []
    for _ in 0..<(try reader.count(ofSize: 2)) { list.append(try read(&reader)) }
    return list
  }

  private static func event(
    _ reader: inout ByteReader, of agents: [AgentID]
  ) throws(CodecError) -> EventID {
    let number = try reader.number(atMost: agents.count - 1)
    let sequence = try reader.number(atMost: EventGraph.capacity)
    return EventID(agent: agents[number], sequence: UInt64(sequence))
  }
}
