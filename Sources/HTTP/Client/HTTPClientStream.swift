/// A response whose body is read as it comes: once, by one reader.
///
/// The network is not read faster than the body is. Letting go of the stream, or cancelling the task
/// that reads it, breaks the connection.
package final class HTTPClientStream: AsyncSequence, Sendable {
  package typealias Element = [UInt8]
  package typealias Failure = HTTPError

  package let head: HTTPClientResponseHead
  private let transfer: CurlTransfer
  private let loop: CurlLoop

  init(head: HTTPClientResponseHead, transfer: CurlTransfer, loop: CurlLoop) {
    self.head = head
    self.transfer = transfer
    self.loop = loop
  }

  deinit {
    loop.cancel(transfer)
  }

  package func makeAsyncIterator() -> Iterator {
    Iterator(stream: self)
  }

  package struct Iterator: AsyncIteratorProtocol {
    fileprivate let stream: HTTPClientStream

    /// All bytes that have arrived since the last call, at least one; nil at the end of the body.
    package mutating func next() async throws(HTTPError) -> [UInt8]? {
      try await stream.nextBytes()
    }

    package mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(HTTPError) -> [UInt8]? {
      try await stream.nextBytes()
    }
  }

  private func nextBytes() async throws(HTTPError) -> [UInt8]? {
    let result = await withTaskCancellationHandler {
      await transfer.inbox.next { loop.unpause(transfer) }
    } onCancel: {
      loop.cancel(transfer)
    }
    return try result.get()
  }
}
