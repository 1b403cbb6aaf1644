#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A listening TCP socket: close-on-exec, non-blocking. Made here and not by libmicrohttpd, which
/// would hide why it failed.
struct ListeningSocket {
  let descriptor: Int32
  /// The port it is bound to, even when it was asked for port 0.
  let port: UInt16

  /// - Parameter address: numeric, of either family.
  /// - Throws: `malformedAddress`, or `cannotListen` with `errno`.
  init(address: String, port: UInt16) throws(HTTPError) {
    var hints = addrinfo()
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
    #if canImport(Glibc)
      hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    #else
      hints.ai_socktype = SOCK_STREAM
    #endif
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(address, String(port), &hints, &found) == 0, let information = found else {
      throw .malformedAddress
    }
    defer { freeaddrinfo(information) }
    let descriptor = socket(
      information.pointee.ai_family, information.pointee.ai_socktype,
      information.pointee.ai_protocol)
    guard descriptor >= 0 else { throw .cannotListen(errno: errno) }
    guard Self.prepare(descriptor, information.pointee),
      let boundPort = Self.boundPort(of: descriptor)
    else {
      let failure = errno
      _ = closeDescriptor(descriptor)
      throw .cannotListen(errno: failure)
    }
    self.descriptor = descriptor
    self.port = boundPort
  }

  /// Refuses new connections from now on, while the descriptor stays valid.
  func stopListening() {
    shutdown(descriptor, Int32(SHUT_RDWR))
  }

  func close() {
    _ = closeDescriptor(descriptor)
  }

  private static func prepare(_ descriptor: Int32, _ information: addrinfo) -> Bool {
    var yes: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    // Without SO_REUSEADDR a restart fails for a minute, while old connections rest in TIME_WAIT.
    return fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0
      && fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0
      && setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, size) == 0
      && bind(descriptor, information.ai_addr, information.ai_addrlen) == 0
      && listen(descriptor, SOMAXCONN) == 0
  }

  private static func boundPort(of descriptor: Int32) -> UInt16? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return withUnsafeMutablePointer(to: &storage) { storage in
      storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard getsockname(descriptor, address, &length) == 0 else { return nil }
        return PeerAddress(address)?.port
      }
    }
  }
}

/// `close(2)`, which the method above hides.
private func closeDescriptor(_ descriptor: Int32) -> Int32 {
  close(descriptor)
}
