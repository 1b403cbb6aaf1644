/// The store's limits, all in one place.
package enum StoreLimits {
  /// The bytes of one batch's payload.
  package static let batchBytes = 1 << 20
  /// The bytes that may wait in the server's inbox; calls beyond them get `StoreError.overloaded`.
  package static let waitingBytes = 128 << 20
  /// The batches of one segment, and the bytes of their payloads.
  package static let segmentBatches = 1 << 16
  package static let segmentBytes = 8 << 20
  /// The server's reading connections.
  package static let readers = 2
  /// Wrong codes after which an invitation is void.
  package static let invitationAttempts = 10
  /// How long an invitation is good for, unless the caller says otherwise: ten minutes.
  package static let invitationSeconds: Int64 = 600
  /// The longest an invitation may be good for: four weeks, for a posted letter.
  package static let longestInvitationSeconds: Int64 = 28 * 86_400
  /// The bytes of a device's label or a name.
  package static let labelBytes = 256
}
