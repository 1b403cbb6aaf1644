/// What the module refuses. Cases hold positions and numbers, never plan text.
package enum SyncError: Error, Hashable, Sendable {
  /// The bytes do not begin as a message of this protocol, or are a message of the other direction.
  case notThisMessage
  /// A message of a version this code does not speak.
  case unsupportedVersion(UInt8)
  /// The message ends within a field that begins at this offset.
  case truncated(offset: Int)
  /// Bytes after the message's end.
  case trailingBytes(count: Int)
  /// A number too large for its field, or written longer than need be.
  case badNumber(offset: Int)
  /// A part's name that is empty, too long or not printable ASCII.
  case badPartName
  /// Names of parts that do not strictly ascend, or cursors that pass the part's new cursor.
  case outOfOrder
  /// A batch without events, with a sequence that overflows, an empty or too large payload, or a
  /// signature that is neither whole nor absent.
  case badBatch
  /// More than the protocol allows of something countable: bytes, parts, batches.
  case limitExceeded(limit: Int)
  /// A batch enqueued for a part the session does not know, or that is withheld.
  case unknownPart
  /// A batch enqueued out of turn: the agent's next event in that part is another.
  case notContiguous(expected: UInt64)
  /// A batch enqueued under an agent that was refused or re-keyed in that part.
  case agentRetired
}
