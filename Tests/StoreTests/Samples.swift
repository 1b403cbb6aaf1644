import CRDT
import Store

let start = UnixTime(milliseconds: 1_790_000_000_000)
let plan = PlanIdentifier("plan-1")
let sectionB = PartAddress(plan: plan, name: "B")
let sectionF = PartAddress(plan: plan, name: "F")

func agent(_ number: UInt64) -> AgentID { AgentID(high: 0x8000_0000_0000_0000, low: number) }

/// A batch whose payload says which one it is, unless another is given.
func batch(
  _ agentNumber: UInt64, _ first: UInt64, count: UInt32 = 1, payload: [UInt8]? = nil
) -> StoredBatch {
  StoredBatch(
    agent: agent(agentNumber), first: first, count: count,
    payload: payload ?? Array("agent \(agentNumber), from \(first), \(count) events".utf8))
}

extension OperationStore {
  /// Appends the server's own batches, at the samples' time.
  func append(
    _ batches: [StoredBatch], to part: PartAddress = sectionB
  ) async throws(StoreError) -> [AppendOutcome] {
    try await append(batches, to: part, from: nil, received: start)
  }

  /// One append each by so many writers, all of them waiting in the store's queue before the first
  /// is looked at: a task made here, where the store reigns, is queued as it is made.
  func appendsInQueue(of writers: UInt64) -> [Task<[AppendOutcome], any Error>] {
    (1...writers).map { writer in
      Task { try await self.append([batch(writer, 0), batch(writer, 1)]) }
    }
  }

  func all(of part: PartAddress = sectionB) async throws(StoreError) -> [StoredBatch] {
    try await batches(of: part, after: 0, byteLimit: .max).batches.map(\.batch)
  }
}

/// A second connection for tests to tamper with; it never checkpoints on its own.
func tamper(
  _ path: String, _ body: (borrowing Connection) throws(StoreError) -> Void
) throws(StoreError) {
  let connection = try Connection(path: path, access: .readWrite)
  try connection.run("PRAGMA wal_autocheckpoint = 0")
  try body(connection)
}
