extension ClientSession {
  /// Takes the response to the last request and says what to do; the last action tells whether
  /// another round is due. A response to any other request is ignored, with no action.
  ///
  /// O(batches received + batches in flight), apart from the rare cases where an own batch comes
  /// back.
  package mutating func receive(_ response: SyncResponse) -> [ClientAction] {
    guard let awaited, response.round == awaited else { return [] }
    self.awaited = nil
    wantsPull = false
    var actions: [ClientAction] = []
    if response.epoch != epoch {
      guard epoch == 0 else { return startOver(epoch: response.epoch) }
      epoch = response.epoch
      actions.append(.learnEpoch(epoch))
    }
    // Looked for before anything is taken in, because all of it will be read again.
    if response.parts.contains(where: { $0.cursor < parts[$0.name]?.cursor ?? 0 }) {
      return startOver(epoch: epoch)
    }
    if response.erasesPlan {
      parts = [:]
      return actions + [.erasePlan, .even]
    }
    withhold(response.withheld, actions: &actions)
    let asked = parts.keys.sorted()
    for name in response.readable where parts[name] == nil && parts.count < SyncLimits.parts {
      parts[name] = ClientPart()
      // Their content may not have come along.
      wantsPull = true
      actions.append(.open(part: name))
    }
    for answer in response.parts {
      guard var part = parts[answer.name] else { continue }
      part.receive(answer, writers: writers, actions: &actions)
      if answer.more && !part.hasHole || part.isRereading { wantsPull = true }
      parts[answer.name] = part
    }
    // A part asked about and not answered cannot be read or written at the server just now: nobody
    // may think that it is up to date.
    let answered = Set(response.parts.map(\.name))
    for name in asked where parts[name] != nil {
      if parts[name]?.inFlight ?? 0 > 0 {
        parts[name]?.putOff(name: name, actions: &actions)
      } else if !answered.contains(name) {
        actions.append(.retryLater(part: name))
      }
    }
    actions.append(verdict)
    return actions
  }

  private var verdict: ClientAction {
    if wantsPull || parts.values.contains(where: \.canPush) { return .again }
    return parts.values.allSatisfy(\.unsynced.isEmpty) ? .even : .wait
  }

  /// The server is not what it was: every cursor is void, every acknowledgement in doubt.
  private mutating func startOver(epoch: UInt64) -> [ClientAction] {
    self.epoch = epoch
    for name in parts.keys { parts[name]?.startOver() }
    wantsPull = true
    return [.uploadAgain(epoch: epoch), .again]
  }

  private mutating func withhold(_ names: [String], actions: inout [ClientAction]) {
    for name in names {
      guard let part = parts.removeValue(forKey: name) else { continue }
      if !part.unsynced.isEmpty {
        let batches = part.unsynced.map {
          RefusedBatch(batch: $0, code: .notPermitted, follows: nil)
        }
        actions.append(.moveToTray(part: name, batches: batches))
      }
      actions.append(.withhold(part: name))
    }
  }
}

extension SyncResponse {
  fileprivate var erasesPlan: Bool {
    parts.contains { $0.refused.contains { $0.code == .planErased } }
  }
}
