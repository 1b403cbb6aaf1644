package import CRDT
package import Foundation

extension Trace {
  /// The transactions as batches, each upon the parents it names.
  package func batches(address: ObjectAddress) -> [BatchContents] {
    var next: [Int: UInt64] = [:]
    var heads: [[EventID]] = []
    var batches: [BatchContents] = []
    for transaction in txns {
      let number = transaction.agent ?? 0
      let agent = AgentID(high: 0, low: UInt64(number) + 1)
      var parents: [EventID] = []
      for parent in transaction.parents ?? [] {
        for head in heads[parent] where !parents.contains(head) { parents.append(head) }
      }
      let first = EventID(agent: agent, sequence: next[number] ?? 0)
      var builder = BatchBuilder(first: first, parents: parents)
      for patch in transaction.patches {
        builder.delete(at: patch.position, length: patch.deleted, in: address)
        builder.insert(patch.inserted, at: patch.position, in: address)
      }
      let batch = builder.finish()
      if batch.count == 0 {
        heads.append(parents)
        continue
      }
      batches.append(batch)
      next[number] = first.sequence + UInt64(batch.count)
      heads.append([EventID(agent: agent, sequence: first.sequence + UInt64(batch.count) - 1)])
    }
    return batches
  }
}

/// One random event graph with the text it must merge to.
package struct ConformanceCase: Decodable {
  struct Transaction: Decodable {
    var span: [Int]
    var parents: [Int]
    var agent: String
    var seqStart: UInt64
    var ops: [Trace.Patch]
  }

  var txns: [Transaction]
  package var endContent: String

  package var result: String { endContent }

  package static func read(_ url: URL) throws -> [ConformanceCase] {
    let decoder = JSONDecoder()
    return try readGzip(url).split(separator: UInt8(ascii: "\n")).map {
      try decoder.decode(ConformanceCase.self, from: Data($0))
    }
  }

  /// The transactions as batches in the order given, on the text `text`.
  package func batches() -> [BatchContents] {
    var events: [EventID] = []
    var batches: [BatchContents] = []
    for transaction in txns {
      let name = UInt64(transaction.agent.utf8.first ?? 0)
      let agent = AgentID(high: name << 56, low: 0)
      var builder = BatchBuilder(
        first: EventID(agent: agent, sequence: transaction.seqStart),
        parents: transaction.parents.map { events[$0] })
      for patch in transaction.ops {
        builder.delete(at: patch.position, length: patch.deleted, in: ObjectAddress(key: "text"))
        builder.insert(patch.inserted, at: patch.position, in: ObjectAddress(key: "text"))
      }
      let batch = builder.finish()
      for offset in 0..<batch.count {
        events.append(EventID(agent: agent, sequence: transaction.seqStart + UInt64(offset)))
      }
      batches.append(batch)
    }
    return batches
  }
}
