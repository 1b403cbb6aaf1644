import Dispatch
import Glibc

/// A plain TCP connection to loopback, for saying what no decent client would. Calls that wait do so
/// on threads of their own, not on those the server's handlers need.
final class RawSocket: Sendable {
  private let descriptor: Int32

  init(port: UInt16) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        _ = connect(descriptor, address, size)
      }
    }
    // So that a server that never answers fails a test, and does not hang it.
    var patience = timeval(tv_sec: 120, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit {
    close(descriptor)
  }

  /// Sends all, or as much as the server takes.
  func send(_ bytes: [UInt8]) async {
    await onThread { [descriptor] in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes {
          Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
      }
    }
  }

  func send(_ text: String) async {
    await send(Array(text.utf8))
  }

  /// What has arrived, waiting for the first byte; nil at the end or after two minutes.
  func receive() async -> String? {
    await onThread { [descriptor] in
      var buffer = [UInt8](repeating: 0, count: 65536)
      let count = recv(descriptor, &buffer, buffer.count, 0)
      return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }
  }

  /// All until the server closes; nil if it has not done so after two minutes of silence.
  func receiveToEnd() async -> String? {
    await onThread { [descriptor] in
      var all: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 65536)
      while true {
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count < 0, errno == EAGAIN { return nil }
        guard count > 0 else { return String(decoding: all, as: UTF8.self) }
        all += buffer[..<count]
      }
    }
  }

  /// One connection, one message, and all of the answer.
  static func ask(_ port: UInt16, _ text: String) async -> String? {
    let socket = RawSocket(port: port)
    await socket.send(text)
    return await socket.receiveToEnd()
  }
}

private func onThread<Answer: Sendable>(
  _ work: @escaping @Sendable () -> Answer
) async -> Answer {
  await withCheckedContinuation { continuation in
    DispatchQueue(label: "raw socket").async { continuation.resume(returning: work()) }
  }
}
