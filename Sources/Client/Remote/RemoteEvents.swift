import HTTP

/// What a plan's live stream says: that something is new. What it is, a sync tells.
package struct RemoteEvents: AsyncSequence, Sendable {
  package typealias Element = ServerNews

  private let stream: HTTPClientStream

  init(_ stream: HTTPClientStream) { self.stream = stream }

  package func makeAsyncIterator() -> Iterator { Iterator(bytes: stream.makeAsyncIterator()) }

  package struct Iterator: AsyncIteratorProtocol {
    fileprivate var bytes: HTTPClientStream.Iterator
    fileprivate var parser = ServerSentEventParser(limit: 64 << 10)
    fileprivate var waiting: [ServerNews] = []

    fileprivate init(bytes: HTTPClientStream.Iterator) { self.bytes = bytes }

    /// The next news; nil at the stream's end.
    package mutating func next() async throws -> ServerNews? {
      while waiting.isEmpty {
        guard let piece = try await bytes.next() else { return nil }
        waiting = try parser.receive(piece).compactMap { ServerNews($0) }
      }
      return waiting.removeFirst()
    }
  }
}
