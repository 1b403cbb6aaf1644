/// A pointer to libmicrohttpd's connection.
///
/// Unchecked: the library lets any thread resume a suspended connection, and that is all that is done
/// away from its own thread. Whoever keeps a handle lets go of it when the request completes.
struct ConnectionHandle: @unchecked Sendable {
  let pointer: OpaquePointer
}
