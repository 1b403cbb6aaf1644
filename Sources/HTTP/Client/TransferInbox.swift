internal import Synchronization

/// What has arrived of a response and not been read: the meeting point of libcurl's thread, which
/// fills it, and one reading task.
final class TransferInbox: Sendable {
  /// What one look into the inbox finds.
  private enum Found {
    case bytes([UInt8], wasFull: Bool)
    case end(Result<[UInt8]?, HTTPError>)
    case nothing
  }

  private struct State {
    var head: HTTPClientResponseHead?
    var bytes: [UInt8] = []
    /// libcurl holds more back until there is room.
    var isFull = false
    /// Success at the end of the body.
    var ending: Result<Void, HTTPError>?
    /// Woken when anything above changes.
    var reader: CheckedContinuation<Void, Never>?
  }

  /// Bytes kept for a reader before libcurl is told to wait.
  private static let capacity = 256 * 1024

  private let state = Mutex(State())

  // MARK: Filling

  func receive(_ head: HTTPClientResponseHead) {
    change { $0.head = head }
  }

  /// False when there is no room: nothing was taken, and the bytes are to be offered again.
  func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    change { state in
      state.isFull = !state.bytes.isEmpty && state.bytes.count + bytes.count > Self.capacity
      if !state.isFull { state.bytes.append(contentsOf: bytes) }
      return !state.isFull
    }
  }

  /// The first ending counts; false for any other.
  @discardableResult
  func end(_ ending: Result<Void, HTTPError>) -> Bool {
    change { state in
      guard state.ending == nil else { return false }
      state.ending = ending
      return true
    }
  }

  private func change<Answer>(_ body: (inout State) -> Answer) -> Answer {
    let (answer, reader) = state.withLock { state in (body(&state), state.reader.take()) }
    reader?.resume()
    return answer
  }

  // MARK: Reading

  /// Waits for the head.
  func head() async -> Result<HTTPClientResponseHead, HTTPError> {
    while true {
      let (head, ending) = state.withLock { ($0.head, $0.ending) }
      if let head { return .success(head) }
      switch ending {
      case .failure(let error): return .failure(error)
      case .success: return .failure(.disconnected(curl: 0))
      case nil: await waitForChange { $0.head == nil && $0.ending == nil }
      }
    }
  }

  /// Waits for bytes, and takes them all; nil at the end.
  func next(whenRoom: () -> Void) async -> Result<[UInt8]?, HTTPError> {
    while true {
      switch take() {
      case .bytes(let bytes, let wasFull):
        if wasFull { whenRoom() }
        return .success(bytes)
      case .end(let ending):
        return ending
      case .nothing:
        await waitForChange { $0.bytes.isEmpty && $0.ending == nil }
      }
    }
  }

  private func take() -> Found {
    state.withLock { state in
      // Cancelled means now; every other ending comes after the bytes that came before it.
      if case .failure(.cancelled) = state.ending { return .end(.failure(.cancelled)) }
      guard state.bytes.isEmpty else {
        defer {
          state.bytes = []
          state.isFull = false
        }
        return .bytes(state.bytes, wasFull: state.isFull)
      }
      return state.ending.map { .end($0.map { nil }) } ?? .nothing
    }
  }

  private func waitForChange(while isUnchanged: (State) -> Bool) async {
    await withCheckedContinuation { continuation in
      let waits = state.withLock { state in
        guard isUnchanged(state), state.reader == nil else { return false }
        state.reader = continuation
        return true
      }
      if !waits { continuation.resume() }
    }
  }
}
