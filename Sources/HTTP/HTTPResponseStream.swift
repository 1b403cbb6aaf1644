internal import CMicroHTTPD
internal import Synchronization

/// A response body that is written while it is sent, such as server-sent events.
///
/// A producer writes from any thread, never waits, and ends the body with ``finish()``. What the
/// client has not read yet is kept up to a limit; a reader that falls further behind is disconnected,
/// because dropping part of a stream in silence would be worse: it reconnects and catches up.
/// A stream serves one response.
package final class HTTPResponseStream: Sendable {
  /// Why a stream is over.
  package enum Ending: Sendable, Equatable {
    /// The producer finished, and all of it was handed to the network.
    case finished
    case clientGone
    /// More than the buffer limit was waiting.
    case readerTooSlow
    case serverStopped
  }

  private typealias Action = @Sendable (Ending) -> Void

  private struct State {
    var waiting: [UInt8] = []
    /// Bytes of `waiting` already sent.
    var sent = 0
    /// The producer has finished: the body ends after what is waiting.
    var isClosed = false
    /// How it ends once all is sent.
    var closingEnding = Ending.finished
    var ending: Ending?
    var connection: ConnectionHandle?
    var isSuspended = false
    /// Breaks the connection when it waits for a reader that does not read.
    var hangUp: (@Sendable () -> Void)?
    var onTermination: Action?

    var waitingCount: Int { waiting.count - sent }

    /// Lets the server's thread look at this stream again.
    mutating func wake() {
      guard isSuspended, let connection else { return }
      isSuspended = false
      MHD_resume_connection(connection.pointer)
    }
  }

  private let bufferLimit: Int
  private let state = Mutex(State())

  /// - Parameter bufferLimit: bytes that may wait for the reader.
  package init(bufferLimit: Int = 256 * 1024) {
    self.bufferLimit = bufferLimit
  }

  /// Calls `action` once when the stream is over, from any thread; at once if it already is.
  package func onTermination(_ action: @escaping @Sendable (Ending) -> Void) {
    let ending = state.withLock { state in
      if state.ending == nil { state.onTermination = action }
      return state.ending
    }
    if let ending { action(ending) }
  }

  /// Adds bytes to the body.
  ///
  /// - Returns: false once the stream is over or finished: nobody will read these bytes.
  @discardableResult
  package func write(_ bytes: some Collection<UInt8>) -> Bool {
    let fits: Bool? = state.withLock { state in
      guard state.ending == nil, !state.isClosed else { return nil }
      guard bytes.count <= bufferLimit - state.waitingCount else { return false }
      state.waiting.append(contentsOf: bytes)
      state.wake()
      return true
    }
    if fits == false { terminate(.readerTooSlow) }
    return fits == true
  }

  /// Ends the body after what was written. More writes are refused.
  package func finish() {
    state.withLock { state in
      state.isClosed = true
      state.wake()
    }
  }

  // MARK: For the server

  /// Ties the stream to the connection that sends it; false if it already serves another.
  func attach(to connection: ConnectionHandle, hangUp: @escaping @Sendable () -> Void) -> Bool {
    state.withLock { state in
      guard state.connection == nil else { return false }
      state.connection = connection
      state.hangUp = hangUp
      return true
    }
  }

  /// Copies the next bytes out, on the server's thread: a count, or one of libmicrohttpd's endings.
  /// With nothing to send, the connection sleeps until the next write.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    state.withLock { state in
      guard state.ending == nil, let connection = state.connection else { return content_fails }
      let count = min(state.waitingCount, buffer.count)
      if count > 0 {
        let next = state.waiting[state.sent..<state.sent + count]
        buffer.copyBytes(from: next)
        state.sent += count
        if state.waitingCount == 0 {
          state.waiting.removeAll()
          state.sent = 0
        }
        return count
      }
      if state.isClosed { return content_ends }
      state.isSuspended = true
      MHD_suspend_connection(connection.pointer)
      return 0
    }
  }

  /// Ends the body after what was written, since the server stops.
  func stop() {
    state.withLock { state in
      state.isClosed = true
      state.closingEnding = .serverStopped
      state.wake()
    }
  }

  /// The response is over, by itself or because the client went away.
  func complete(sentToTheEnd: Bool) {
    let ending = sentToTheEnd ? state.withLock(\.closingEnding) : .clientGone
    terminate(ending)
  }

  /// Ends the stream without sending the rest, and tells the producer. Later endings are ignored.
  func terminate(_ ending: Ending) {
    let actions = state.withLock { state -> (hangUp: (@Sendable () -> Void)?, tell: Action?) in
      guard state.ending == nil else { return (nil, nil) }
      state.ending = ending
      state.waiting = []
      state.sent = 0
      state.wake()
      defer {
        state.hangUp = nil
        state.onTermination = nil
      }
      return (ending == .readerTooSlow ? state.hangUp : nil, state.onTermination)
    }
    actions.hangUp?()
    actions.tell?(ending)
  }
}
