import CRDT
import TestSupport

/// A concurrent trace as replicas make it that send each other every change, encoded: each transaction
/// is a local edit at a replica that has received exactly what the transaction was made upon.
///
/// Where every author's work is one line, an author is a replica. Otherwise a replica is a branch: the
/// last child of a transaction goes on with its replica, the others fork it.
struct LiveExchange {
  private struct Step {
    var replica: Int
    var forkOf: Int?
    /// The transactions that the replica has yet to receive.
    var missing: [Int]
  }

  private let trace: Trace
  private let steps: [Step]
  /// Whether replicas are the trace's own authors, so that ties fall as in the trace.
  let isByAuthors: Bool

  init(_ trace: Trace) {
    self.trace = trace
    let byAuthors = Self.stepsOfAuthors(trace)
    isByAuthors = byAuthors != nil
    steps = byAuthors ?? Self.stepsOfBranches(trace)
  }

  /// Plays it, and gives the replica that made the last transaction.
  func run(_ address: ObjectAddress) throws -> Document {
    var replicas: [Document] = []
    var updates: [[StoredBatch]] = []
    updates.reserveCapacity(steps.count)
    for (number, step) in steps.enumerated() {
      while replicas.count <= step.replica {
        var made = step.forkOf.map { replicas[$0] } ?? Document()
        made.begin(as: AgentID(high: 0, low: UInt64(replicas.count) + 1))
        replicas.append(made)
      }
      for other in step.missing {
        for update in updates[other] { try replicas[step.replica].receive(update) }
      }
      let known = replicas[step.replica].versionVector
      let text = try replicas[step.replica].text(at: address)
      for patch in trace.txns[number].patches {
        try replicas[step.replica].delete(at: patch.position, length: patch.deleted, in: text)
        try replicas[step.replica].insert(patch.inserted, at: patch.position, in: text)
      }
      updates.append(replicas[step.replica].batches(after: known))
    }
    return steps.last.map { replicas[$0.replica] } ?? Document()
  }

  // MARK: Planning

  /// What a replica holds, in transactions.
  private struct Holding {
    var known: Set<Int> = []
    var heads: Set<Int> = []

    mutating func take(_ transaction: Int, upon parents: [Int]) {
      known.insert(transaction)
      for parent in parents { heads.remove(parent) }
      heads.insert(transaction)
    }

    /// Everything in the past of `parents` that is not held, in order.
    func missing(_ parents: [Int], in trace: Trace) -> [Int] {
      var found: Set<Int> = []
      var pending = parents
      while let next = pending.popLast() {
        if known.contains(next) || !found.insert(next).inserted { continue }
        pending += trace.txns[next].parents ?? []
      }
      return found.sorted()
    }
  }

  private static func stepsOfAuthors(_ trace: Trace) -> [Step]? {
    var holdings: [Int: Holding] = [:]
    var steps: [Step] = []
    for (number, transaction) in trace.txns.enumerated() {
      let author = transaction.agent ?? 0
      let parents = transaction.parents ?? []
      var holding = holdings[author] ?? Holding()
      let missing = holding.missing(parents, in: trace)
      for other in missing { holding.take(other, upon: trace.txns[other].parents ?? []) }
      // Nothing but the transaction's past: else the author worked on two branches.
      guard holding.heads.isSubset(of: parents) else { return nil }
      holding.take(number, upon: parents)
      holdings[author] = holding
      steps.append(Step(replica: author, missing: missing))
    }
    return steps
  }

  private static func stepsOfBranches(_ trace: Trace) -> [Step] {
    var lastChild: [Int: Int] = [:]
    for (number, transaction) in trace.txns.enumerated() {
      for parent in transaction.parents ?? [] { lastChild[parent] = number }
    }
    var replicaOf: [Int] = []
    var holdings: [Holding] = []
    var steps: [Step] = []
    for (number, transaction) in trace.txns.enumerated() {
      let parents = transaction.parents ?? []
      let base = parents.first { lastChild[$0] == number }
      var step = Step(replica: holdings.count, missing: [])
      if let base {
        step.replica = replicaOf[base]
      } else {
        step.forkOf = parents.first.map { replicaOf[$0] }
        holdings.append(step.forkOf.map { holdings[$0] } ?? Holding())
      }
      step.missing = holdings[step.replica].missing(parents, in: trace)
      for other in step.missing {
        holdings[step.replica].take(other, upon: trace.txns[other].parents ?? [])
      }
      holdings[step.replica].take(number, upon: parents)
      replicaOf.append(step.replica)
      steps.append(step)
    }
    return steps
  }
}
