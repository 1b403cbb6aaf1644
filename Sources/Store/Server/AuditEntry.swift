/// An act in the audit log.
///
/// The hashes are SHA-256, each over a domain byte first, so that none can stand for another:
/// - `commitment` hides and fixes the payload: it survives the payload's erasure;
/// - `leaf` covers number, time, actor, plan, kind and commitment. It is made as RFC 6962 makes the
///   hash of a leaf (0x00, then the entry), so the leaves can become the leaves of a Merkle tree;
/// - `chain` covers the chain before it and the leaf: the head fixes all that came before.
package struct AuditEntry: Hashable, Sendable {
  /// Counted from zero, without gaps.
  package let number: UInt64
  package let time: UnixTime
  package let actor: AccountIdentifier?
  package let plan: PlanIdentifier?
  package let kind: String
  /// Nil once it was erased.
  package let payload: String?
  /// 32 random bytes; nil once the payload was erased.
  package let salt: [UInt8]?
  package let commitment: [UInt8]
  package let leaf: [UInt8]
  package let chain: [UInt8]

  package init(
    number: UInt64, time: UnixTime, actor: AccountIdentifier?, plan: PlanIdentifier?, kind: String,
    payload: String?, salt: [UInt8]?, commitment: [UInt8], leaf: [UInt8], chain: [UInt8]
  ) {
    self.number = number
    self.time = time
    self.actor = actor
    self.plan = plan
    self.kind = kind
    self.payload = payload
    self.salt = salt
    self.commitment = commitment
    self.leaf = leaf
    self.chain = chain
  }
}
