#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The numeric address at the other end of a connection. Behind a reverse proxy this is the proxy.
package struct PeerAddress: Sendable, Hashable {
  /// IPv4 in dotted form or IPv6, without brackets. Empty when the system did not tell.
  package let host: String
  package let port: UInt16

  package init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// Reads a socket address of either family; nil for any other.
  init?(_ address: UnsafePointer<sockaddr>) {
    switch Int32(address.pointee.sa_family) {
    case AF_INET:
      let socket = UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in.self)
      host = Self.text(of: socket.sin_addr, family: AF_INET, size: Int(INET_ADDRSTRLEN))
      port = UInt16(bigEndian: socket.sin_port)
    case AF_INET6:
      let socket = UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in6.self)
      host = Self.text(of: socket.sin6_addr, family: AF_INET6, size: Int(INET6_ADDRSTRLEN))
      port = UInt16(bigEndian: socket.sin6_port)
    default:
      return nil
    }
  }

  /// What counts as one address for limits: one IPv4 address, or one IPv6 /64, since a household
  /// with IPv6 owns that many addresses.
  static func group(of address: UnsafePointer<sockaddr>) -> UInt64 {
    switch Int32(address.pointee.sa_family) {
    case AF_INET:
      let socket = UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in.self)
      return UInt64(socket.sin_addr.s_addr)
    case AF_INET6:
      let socket = UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in6.self)
      return withUnsafeBytes(of: socket.sin6_addr) { $0.loadUnaligned(as: UInt64.self) }
    default:
      return 0
    }
  }

  private static func text<Address>(of address: Address, family: Int32, size: Int) -> String {
    withUnsafeBytes(of: address) { address in
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: size) { buffer in
        guard let source = address.baseAddress, let start = buffer.baseAddress,
          inet_ntop(family, source, start, socklen_t(size)) != nil
        else { return "" }
        return String(cString: start)
      }
    }
  }
}
