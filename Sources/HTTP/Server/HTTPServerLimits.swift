/// What one client, or all of them, may cost the server: the limits proposed for faults 25 to 27,
/// together in one place so that they can be tuned.
package struct HTTPServerLimits: Sendable {
  // MARK: Connections

  /// Open connections in all. Those beyond it are answered 503 and closed.
  package var connections = 512
  /// Open connections from one IPv4 address or one IPv6 /64; beyond it 429. Nil behind a reverse
  /// proxy, where everybody has the proxy's address.
  package var connectionsPerAddress: Int? = 128
  /// Connections beyond either limit that are still accepted, only to be told so. The rest wait
  /// in the system's queue, or are closed without a word.
  package var refusals = 16

  // MARK: The head

  /// Bytes of request line and header fields together: 431 beyond it.
  package var headSize = 16 * 1024
  /// Header fields: 431 beyond it.
  package var headerFields = 64
  /// Bytes of path and query: 414 beyond it.
  package var targetSize = 8 * 1024
  /// From the connection, or from the request line on a kept connection, to the end of the head,
  /// however busily bytes trickle in.
  package var headTime: Duration = .seconds(10)

  // MARK: The body

  /// A refused request's body is read and thrown away up to this many bytes, so that its sender
  /// gets the answer and not a broken connection.
  package var discardedBodySize = 1024 * 1024
  /// Bytes a second, on average, that a body and a response of known length must move after
  /// ``transferGrace``.
  package var minimumRate = 1024
  package var transferGrace: Duration = .seconds(10)

  // MARK: Rest

  /// How long a connection may stand still: between two requests, or in the middle of a transfer.
  /// Whole seconds. A stream that waits for its producer does not count as standing still.
  package var idleTime: Duration = .seconds(60)
  /// The longest that ``HTTPServer/stop(grace:)`` lets running requests go on.
  package var stopGrace: Duration = .seconds(10)
  /// How often overdue connections and vanished stream readers are looked for.
  package var inspectionInterval: Duration = .milliseconds(500)

  package init() {}
}
