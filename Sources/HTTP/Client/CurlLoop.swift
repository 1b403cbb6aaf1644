internal import CCurl
internal import Dispatch
internal import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Drives the transfers of one client and keeps their connections for the next ones.
///
/// It occupies a thread only while something is on its way. Unchecked: libcurl's handle and the
/// transfers are touched on the queue alone; `curl_multi_wakeup` is allowed from any thread.
final class CurlLoop: @unchecked Sendable {
  private enum Command {
    case start(CurlTransfer)
    case cancel(CurlTransfer)
    case unpause(CurlTransfer)
  }

  private struct Orders {
    var commands: [Command] = []
    /// A block on the queue is going round, and will see new commands.
    var isRunning = false
  }

  private let multi: UnsafeMutableRawPointer?
  private let queue = DispatchQueue(label: "HTTP client")
  private let orders = Mutex(Orders())
  private var transfers: [UnsafeMutableRawPointer: CurlTransfer] = [:]

  init() {
    multi = CurlLibrary.isReady ? curl_multi_init() : nil
  }

  deinit {
    curl_multi_cleanup(multi)
  }

  func start(_ transfer: CurlTransfer) { order(.start(transfer)) }

  /// Lets the reader go at once; the connection is broken soon after. Nothing if it was over.
  func cancel(_ transfer: CurlTransfer) {
    if transfer.inbox.end(.failure(.cancelled)) { order(.cancel(transfer)) }
  }

  /// There is room in the inbox again.
  func unpause(_ transfer: CurlTransfer) { order(.unpause(transfer)) }

  private func order(_ command: Command) {
    let wasRunning = orders.withLock { orders in
      orders.commands.append(command)
      defer { orders.isRunning = true }
      return orders.isRunning
    }
    if wasRunning {
      curl_multi_wakeup(multi)
    } else {
      queue.async { self.run() }
    }
  }

  // MARK: On the queue

  private func run() {
    blockBrokenPipeSignal()
    while true {
      for command in orders.withLock({ orders in orders.commands.takeAll() }) { obey(command) }
      var running: Int32 = 0
      curl_multi_perform(multi, &running)
      finishTransfers()
      if transfers.isEmpty, isIdle() { return }
      if !transfers.isEmpty { curl_multi_poll(multi, nil, 0, 1000, nil) }
    }
  }

  /// Whether the queue may be left; decided together with whoever gives orders.
  private func isIdle() -> Bool {
    orders.withLock { orders in
      orders.isRunning = !orders.commands.isEmpty
      return !orders.isRunning
    }
  }

  private func obey(_ command: Command) {
    switch command {
    case .start(let transfer):
      guard let multi, curl_multi_add_handle(multi, transfer.handle) == CURLM_OK else {
        return transfer.finish(CURLE_FAILED_INIT)
      }
      transfers[transfer.handle] = transfer
    case .cancel(let transfer):
      forget(transfer)
    case .unpause(let transfer):
      if transfers[transfer.handle] != nil { transfer.unpause() }
    }
  }

  private func finishTransfers() {
    var code = CURLE_OK
    while let handle = curl_multi_finished(multi, &code) {
      guard let transfer = transfers[handle] else { continue }
      transfer.finish(code)
      forget(transfer)
    }
  }

  private func forget(_ transfer: CurlTransfer) {
    guard transfers.removeValue(forKey: transfer.handle) != nil else { return }
    curl_multi_remove_handle(multi, transfer.handle)
  }

  /// A TLS library may write to a broken connection without asking for `EPIPE` instead of a signal,
  /// which would end the process.
  private func blockBrokenPipeSignal() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}

extension Array {
  fileprivate mutating func takeAll() -> [Element] {
    defer { removeAll() }
    return self
  }
}
