import CRDT

/// A call of `OperationStore.append` that waits for its commit.
struct WaitingAppend {
  typealias Answer = Result<[[AppendOutcome]], StoreError>

  let requests: [AppendRequest]
  let sender: Sender?
  let received: UnixTime
  let bytes: Int
  let continuation: CheckedContinuation<Answer, Never>

  func perform(
    using connection: borrowing Connection
  ) throws(StoreError) -> [[AppendOutcome]] {
    var outcomes: [[AppendOutcome]] = []
    for request in requests {
      if try connection.isErased(request.part.plan) {
        outcomes.append(request.batches.map { _ in .planErased })
        continue
      }
      var ofPart: [AppendOutcome] = []
      for batch in request.batches {
        let outcome = try append(batch, to: request.part, using: connection)
        ofPart.append(outcome)
        if request.stopsAtRefusal && !outcome.isHeld { break }
      }
      outcomes.append(ofPart)
    }
    return outcomes
  }

  private func append(
    _ batch: StoredBatch, to part: PartAddress, using connection: borrowing Connection
  ) throws(StoreError) -> AppendOutcome {
    let owner = try connection.owner(of: batch.agent)
    if let owner, owner.device != sender?.device { return .foreignAgent }
    let outcome = try connection.append(
      batch, to: part, account: sender?.account, received: received)
    if owner == nil, case .stored = outcome {
      try connection.claim(batch.agent, for: sender?.device)
    }
    return outcome
  }
}

extension Connection {
  /// To whom an agent belongs: a device, or nil for the server itself. Nil if it is new.
  func owner(of agent: AgentID) throws(StoreError) -> AgentOwner? {
    try first("SELECT device FROM agent WHERE agent = ?1", .blob(agent.bytes)) {
      AgentOwner(device: $0.optionalText(0).map { DeviceIdentifier($0) })
    }
  }

  /// Appends a batch of the server's own.
  func appendOwn(
    _ batch: StoredBatch, to part: PartAddress, received: UnixTime
  ) throws(StoreError) -> AppendOutcome {
    if try isErased(part.plan) { return .planErased }
    let outcome = try append(batch, to: part, account: nil, received: received)
    if case .stored = outcome { try claim(batch.agent, for: nil) }
    return outcome
  }

  fileprivate func claim(_ agent: AgentID, for device: DeviceIdentifier?) throws(StoreError) {
    try run(
      "INSERT INTO agent (agent, device) VALUES (?1, ?2)", .blob(agent.bytes),
      .optional(device?.description))
  }
}
