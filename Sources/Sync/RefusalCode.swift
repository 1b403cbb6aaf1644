package import CRDT

/// Why a server did not take a batch: a machine's code, which the programs turn into words.
package enum RefusalCode: Hashable, Sendable {
  /// No signature, or not the device's.
  case unsignedOrBadSignature
  /// The author's role may not do this in this part.
  case notPermitted
  /// The plan's phase allows it to nobody: a served draft, an issued final.
  case phaseForbids
  /// The agent was first used by another device.
  case agentBelongsToAnother
  /// The log holds the same sequence numbers of this agent with other content.
  case impersonation
  /// The log lacks the agent's earlier events, from `expected` on.
  case gap(expected: UInt64)
  /// The batch builds on an event the log lacks.
  case missingParent(EventID)
  /// The payload is not a batch of the engine.
  case malformed
  /// The batch, or the plan with it, is over its limit.
  case tooLarge
  /// The plan was erased; its work is not taken back.
  case planErased
  /// The part cannot be written just now (its log is quarantined); later it may.
  case unavailable
  /// A code of a later version, with its detail as it came. Treated as final: the batch is kept for
  /// its author to see.
  case unknown(code: UInt64, detail: [UInt8])

  /// Whether the agent's name is at fault and not the work.
  var blamesAgent: Bool { self == .impersonation || self == .agentBelongsToAnother }
}
