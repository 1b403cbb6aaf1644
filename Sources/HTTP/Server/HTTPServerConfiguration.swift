/// How a server listens, and what it lets in.
package struct HTTPServerConfiguration: Sendable {
  /// A certificate with its private key.
  package struct Identity: Sendable {
    /// PEM: the server's certificate first, then those that issued it.
    package var certificateChain: [UInt8]
    /// PEM, not encrypted.
    package var privateKey: [UInt8]

    package init(certificateChain: [UInt8], privateKey: [UInt8]) {
      self.certificateChain = certificateChain
      self.privateKey = privateKey
    }
  }

  /// Numeric IPv4 or IPv6 address to listen on. Loopback unless told otherwise.
  package var address = "127.0.0.1"
  /// 0 lets the system choose; ``HTTPServer/port`` tells which.
  package var port: UInt16 = 0
  /// TLS 1.2 or 1.3 with this identity; nil for plain HTTP.
  package var identity: Identity?
  package var limits = HTTPServerLimits()
  /// The largest body, in bytes, that a request with this head may have; beyond it 413. Runs on
  /// the server's thread: decide quickly, from the head alone.
  package var maximumBodySize: @Sendable (HTTPRequestHead) -> Int = { _ in 64 * 1024 }

  package init() {}
}
