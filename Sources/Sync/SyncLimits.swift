package import CRDT

/// The bounds of the protocol, in one place. Both sides check them; a message outside them is refused
/// whole, before anything in it is allocated or believed.
package enum SyncLimits {
  /// The version this code speaks: the byte after the magic of each message.
  package static let version: UInt8 = 1
  /// The greatest payload of one batch, in bytes.
  package static let batchBytes = 1 << 20
  /// The greatest message, in bytes.
  package static let messageBytes = 8 << 20
  /// The most parts a plan may have.
  package static let parts = 4096
  /// The most batches in one part of one message.
  package static let batchesInPart = 1 << 16
  /// The longest name of a part, in bytes. Names are printable ASCII without space, so equal
  /// strings are equal bytes.
  package static let partNameBytes = 64
  /// The bytes of an Ed25519 signature (RFC 8032, 5.1.6); a batch carries one or none.
  package static let signatureBytes = 64
  /// The longest detail of a refusal code this version does not know, in bytes.
  package static let refusalDetailBytes = 256
  /// What a side sends in one message unless told otherwise, in bytes of batches: small enough that
  /// a slow line sees progress, large enough that a usual plan goes in one round.
  package static let usualBytes = 2 << 20
  /// What the server reads of one part for one response at least, in bytes, however many parts share
  /// the response.
  package static let leastReadBytes = 256 << 10
  /// How often unsynced work of a part is moved to a fresh agent without one batch being stored in
  /// between; after that it goes to the tray, because the cause is not a cloned agent.
  package static let rekeysWithoutProgress = 3

  /// Whether `name` may name a part on the wire.
  package static func isPartName(_ name: String) -> Bool {
    let bytes = name.utf8
    return (1...partNameBytes).contains(bytes.count)
      && bytes.allSatisfy { (0x21...0x7E).contains($0) }
  }

  /// Whether `batch` may travel: at least one event, a payload within bounds, numbers that do not
  /// overflow, and a whole signature or none.
  package static func isBatch(_ batch: StoredBatch) -> Bool {
    batch.count > 0 && batch.end != nil && (1...batchBytes).contains(batch.payload.count)
      && (batch.signature.isEmpty || batch.signature.count == signatureBytes)
  }
}
