package import CRDT

extension StoredBatch {
  /// What stands before an agent's first digest.
  package static let noDigest = [UInt8](repeating: 0, count: 32)

  /// The batch's digest (BLAKE2b, 32 bytes): by it a repeated batch is told from a forged one, a
  /// damaged row is found, and it is what the device signs.
  ///
  /// It covers the plan, the part, the agent, the sequence numbers and the structure of the payload,
  /// each with its length, so that no batch can be passed off as another's or as one of another part;
  /// the *commitments* to the content, so that it stays the same when content is erased; and the
  /// digest of the agent's batch before, so that one signature vouches for all the agent wrote until
  /// then. A payload that is no batch of the engine is covered as it is.
  ///
  /// - Parameter previous: of the agent's batch before, in this part; `noDigest` for its first.
  /// - Complexity: O(payload), a few hashes for each word.
  package func digest(in part: PartAddress, after previous: [UInt8]) -> [UInt8] {
    var message = Array("ehcp batch 2\0".utf8)
    message.reserveCapacity(message.count + payload.count + 256)
    message.append(framed: Array(part.plan.description.utf8))
    message.append(framed: Array(part.name.utf8))
    message += agent.bytes
    message.append(integer: first)
    message.append(integer: UInt64(count))
    message.append(framed: previous)
    if let parts = try? BatchPayload(decoding: payload) {
      message.append(1)
      message.append(framed: parts.structure)
      message += parts.content.root(agent: agent, first: first)
    } else {
      message.append(0)
      message.append(framed: payload)
    }
    return Cryptography.blake2b(message)
  }

  /// The batch with the device's signature of its digest.
  ///
  /// - Parameter previous: the digest of the agent's batch before, unless it is its first.
  package func signed(
    in part: PartAddress, after previous: [UInt8] = noDigest, by key: Cryptography.KeyPair
  ) -> StoredBatch {
    var signed = self
    signed.signature = key.sign(digest(in: part, after: previous))
    return signed
  }

  /// Whether the signature is the device's own.
  package func isSigned(
    in part: PartAddress, after previous: [UInt8] = noDigest, by publicKey: [UInt8]
  ) -> Bool {
    Cryptography.isSignature(
      signature, of: digest(in: part, after: previous), by: publicKey)
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
