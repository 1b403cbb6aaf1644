import CRDT

extension Connection {
  /// The cursors of the part's batches that nobody vouches for: whose signature is not their device's,
  /// or that no later signature of the same agent covers. The server's own need none. O(log).
  ///
  /// Throws `StoreError.damaged` where the log does not hold what its digests promise.
  func unprovedBatches(of part: PartAddress) throws(StoreError) -> [UInt64] {
    var chain = DigestChain(part: part)
    var keys: [AgentID: [UInt8]?] = [:]
    var unproved: [UInt64] = []
    /// Of each agent what was read since its last good signature.
    var waiting: [AgentID: [UInt64]] = [:]
    var cursor: UInt64 = 0
    while true {
      let page = try batches(of: part, after: cursor, byteLimit: 4 << 20)
      for logged in page.batches {
        let agent = logged.batch.agent
        if keys[agent] == nil { keys[agent] = .some(try publicKey(of: agent)) }
        guard case .some(.some(let key)) = keys[agent] else { continue }
        if logged.batch.signature.isEmpty {
          waiting[agent, default: []].append(logged.cursor)
        } else if chain.isSigned(logged.batch, by: key) {
          waiting[agent] = nil
        } else {
          unproved.append(logged.cursor)
        }
        chain.extend(with: logged.batch)
      }
      cursor = page.batches.last?.cursor ?? cursor
      if !page.hasMore { break }
    }
    return (unproved + waiting.values.flatMap(\.self)).sorted()
  }

  /// The key of the device an agent belongs to; nil for the server's own, and for one never seen.
  private func publicKey(of agent: AgentID) throws(StoreError) -> [UInt8]? {
    try first(
      """
      SELECT public_key FROM agent JOIN device ON device.id = agent.device WHERE agent.agent = ?1
      """, .blob(agent.bytes)
    ) { $0.blob(0) }
  }
}
