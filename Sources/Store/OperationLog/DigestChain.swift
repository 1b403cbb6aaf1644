package import CRDT

/// The digests at which each agent of one part has arrived: what its next batch is chained to.
package struct DigestChain: Hashable, Sendable {
  package let part: PartAddress
  /// The digest of each agent's last batch.
  package private(set) var heads: [AgentID: [UInt8]]

  package init(part: PartAddress, heads: [AgentID: [UInt8]] = [:]) {
    self.part = part
    self.heads = heads
  }

  /// The digest of an agent's next batch.
  package func digest(of next: StoredBatch) -> [UInt8] {
    next.digest(in: part, after: previous(of: next))
  }

  /// Whether an agent's next batch is signed by the device.
  package func isSigned(_ next: StoredBatch, by publicKey: [UInt8]) -> Bool {
    next.isSigned(in: part, after: previous(of: next), by: publicKey)
  }

  /// Notes an agent's next batch.
  package mutating func extend(with next: StoredBatch) { heads[next.agent] = digest(of: next) }

  /// Signs an agent's next batch, and notes it.
  package mutating func sign(_ next: StoredBatch, by key: Cryptography.KeyPair) -> StoredBatch {
    let signed = next.signed(in: part, after: previous(of: next), by: key)
    extend(with: signed)
    return signed
  }

  private func previous(of next: StoredBatch) -> [UInt8] {
    next.first == 0 ? StoredBatch.noDigest : heads[next.agent] ?? StoredBatch.noDigest
  }
}
