internal import CCurl

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

// The functions libcurl calls, on the loop's queue. At file level for the same reason as the server's.

func transferReceivesHead(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
  _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let (transfer, line) = received(bytes, size, count, context) else { return 0 }
  return transfer.receiveHeadLine(line) ? line.count : 0
}

func transferReceivesBody(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
  _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let (transfer, piece) = received(bytes, size, count, context) else { return 0 }
  return transfer.receiveBody(piece) ? piece.count : curl_pause_receiving
}

/// An editor or pager started by the program must not inherit the connection.
func transferOpensSocket(
  _: UnsafeMutableRawPointer?, _ socket: curl_socket_t, _: curlsocktype
) -> Int32 {
  _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
  return CURL_SOCKOPT_OK
}

private func received(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
  _ context: UnsafeMutableRawPointer?
) -> (CurlTransfer, UnsafeRawBufferPointer)? {
  let (length, overflows) = size.multipliedReportingOverflow(by: count)
  guard let context, !overflows, length >= 0 else { return nil }
  return (
    Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue(),
    UnsafeRawBufferPointer(start: bytes, count: length)
  )
}
