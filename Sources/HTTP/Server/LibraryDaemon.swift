internal import CMicroHTTPD
internal import Dispatch

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// libmicrohttpd's daemon, and the texts it points at, which must outlive it.
///
/// Unchecked: the library allows its daemon to be quiesced and stopped from any thread, once each.
struct LibraryDaemon: @unchecked Sendable {
  private let pointer: OpaquePointer
  private let texts: [UnsafeMutablePointer<CChar>]
  private let context: UnsafeMutableRawPointer

  /// Starts serving the socket. The daemon object is retained until ``stop()``.
  init(
    socket: ListeningSocket, configuration: HTTPServerConfiguration, daemon: ServerDaemon
  ) throws(HTTPError) {
    let limits = configuration.limits
    let identity = configuration.identity
    var texts: [UnsafeMutablePointer<CChar>] = []
    func keep(_ bytes: [UInt8]?) -> UnsafePointer<CChar>? {
      guard let bytes, let copy = Self.copy(bytes) else { return nil }
      texts.append(copy)
      return UnsafePointer(copy)
    }
    let context = Unmanaged.passRetained(daemon).toOpaque()
    var settings = DaemonSettings(
      listening_socket: socket.descriptor,
      connection_limit: UInt32(clamping: limits.connections + limits.refusals),
      idle_seconds: UInt32(clamping: max(1, limits.idleTime.components.seconds)),
      // Besides the head, the pool holds the parsed fields and the response's head. A head over the
      // limit must still fit, so as to be answered by this module and not cut off by the library.
      memory_per_connection: max(1024, limits.headSize) * 3,
      certificate: keep(identity?.certificateChain), private_key: keep(identity?.privateKey),
      tls_priorities: keep(Array("NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2".utf8)),
      context: context, accept: daemonAccepts, handle: daemonHandles, target: daemonReadsTarget,
      unescape: daemonUnescapes, completed: daemonCompletes, notify: daemonNotices)
    guard let pointer = daemon_start(&settings) else {
      // By now the library has closed the socket it was given.
      for text in texts { free(text) }
      Unmanaged<ServerDaemon>.fromOpaque(context).release()
      throw .cannotStart(withTLS: identity != nil)
    }
    self.pointer = pointer
    self.texts = texts
    self.context = context
  }

  /// Takes on no more connections.
  func quiesce() {
    MHD_quiesce_daemon(pointer)
  }

  /// Closes every connection and ends the library's thread. None may be suspended.
  func stop() async {
    await withCheckedContinuation { continuation in
      // It joins a thread: not on the pool that tasks share.
      DispatchQueue.global().async {
        MHD_stop_daemon(pointer)
        continuation.resume()
      }
    }
    for text in texts { free(text) }
    Unmanaged<ServerDaemon>.fromOpaque(context).release()
  }

  /// As a C string.
  private static func copy(_ bytes: [UInt8]) -> UnsafeMutablePointer<CChar>? {
    bytes.withUnsafeBytes { source in
      guard let copy = malloc(source.count + 1) else { return nil }
      let target = UnsafeMutableRawBufferPointer(start: copy, count: source.count + 1)
      target.copyMemory(from: source)
      target[source.count] = 0
      return copy.assumingMemoryBound(to: CChar.self)
    }
  }
}
