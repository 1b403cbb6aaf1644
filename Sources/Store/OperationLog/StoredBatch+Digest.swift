package import CRDT

extension StoredBatch {
  /// The batch's content hash (BLAKE2b, 32 bytes): by it a repeated batch is told from a forged one,
  /// a damaged row is found, and it is what the device signs.
  ///
  /// It covers the plan, the part, the agent, the sequence numbers and the payload, each with its
  /// length, so that no batch can be passed off as another's or as one of another part.
  package func digest(in part: PartAddress) -> [UInt8] {
    var message = Array("ehcp batch 1\0".utf8)
    message.reserveCapacity(message.count + payload.count + 128)
    message.append(framed: Array(part.plan.description.utf8))
    message.append(framed: Array(part.name.utf8))
    message += agent.bytes
    message.append(integer: first)
    message.append(integer: UInt64(count))
    message.append(framed: payload)
    return Cryptography.blake2b(message)
  }

  /// The batch with the device's signature of its digest.
  package func signed(in part: PartAddress, by key: Cryptography.KeyPair) -> StoredBatch {
    var signed = self
    signed.signature = key.sign(digest(in: part))
    return signed
  }

  /// Whether the signature is the device's own.
  package func isSigned(in part: PartAddress, by publicKey: [UInt8]) -> Bool {
    Cryptography.isSignature(signature, of: digest(in: part), by: publicKey)
  }
}

extension [UInt8] {
  /// Appends eight bytes, most significant first.
  mutating func append(integer: UInt64) {
    Swift.withUnsafeBytes(of: integer.bigEndian) { append(contentsOf: $0) }
  }

  /// Appends the bytes after their number, so that two neighbours cannot be cut differently.
  mutating func append(framed bytes: [UInt8]) {
    append(integer: UInt64(bytes.count))
    append(contentsOf: bytes)
  }
}
