/// Whether a connection may still write. A class, because a connection is only ever borrowed.
final class ConnectionHealth {
  var hasFailed = false
}
