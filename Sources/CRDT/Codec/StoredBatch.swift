/// A batch as it is stored and sent: one agent's contiguous events of one part, with the signature of
/// the device that wrote them. The payload is the engine's binary batch, opaque to store and wire.
package struct StoredBatch: Hashable, Sendable {
  package var agent: AgentID
  /// The sequence number of the first event.
  package var first: UInt64
  /// How many events; at least one.
  package var count: UInt32
  package var payload: [UInt8]
  /// Ed25519 (RFC 8032), 64 bytes; empty where the batch is not signed.
  package var signature: [UInt8]

  package init(
    agent: AgentID, first: UInt64, count: UInt32, payload: [UInt8], signature: [UInt8] = []
  ) {
    self.agent = agent
    self.first = first
    self.count = count
    self.payload = payload
    self.signature = signature
  }

  /// The sequence number after the last event; nil where a hostile `first` leaves no room for it.
  package var end: UInt64? {
    let (end, overflow) = first.addingReportingOverflow(UInt64(count))
    return overflow ? nil : end
  }
}
