package import CRDT

/// Undoing what was decided of suggestions, and suggesting itself: by deciding otherwise, because that
/// is how a judge knows such a batch.
extension PartDocument {
  /// Whether new work decides a suggestion; such a batch holds nothing else.
  package func decides(_ batches: [BatchContents]) -> Bool {
    batches.contains { batch in
      batch.summaries.contains {
        isDecision(.register($0.address)) && $0.action == .setField
      }
    }
  }

  /// Undoes a stroke that made or decided suggestions.
  ///
  /// - Returns: what could not be undone; nil for any other stroke.
  mutating func undoDeciding(
    _ undoing: Undoing, isOwn: (AgentID) -> Bool
  ) throws(ContentError) -> [UndoObstacle]? {
    let suggested = undoing.created.filter {
      document.list(ofRecord: $0) == Self.suggestionList
    }
    if !suggested.isEmpty {
      var obstacles: [UndoObstacle] = []
      for suggestion in suggested {
        guard let state = self.suggestion(suggestion)?.state, state == .open else {
          obstacles += decided(suggestion)
          continue
        }
        try decide(suggestion, .withdrawn)
      }
      return obstacles
    }
    guard let cell = undoing.cells.first(where: isDecision), case .register(let address) = cell,
      let suggestion = address.record
    else { return nil }
    guard let winner = document.entries(of: cell).first,
      undoing.stands(winner.event, in: cell)
    else { return decided(suggestion).filter { !$0.isOf(isOwn) } }
    let before = undoing.before(cell).flatMap { SuggestionDecision($0.value, by: $0.event.agent) }
    try decide(suggestion, before?.kind ?? .open, reason: before?.reason ?? "")
    return []
  }

  private func isDecision(_ cell: Cell) -> Bool {
    guard case .register(let address) = cell, address.key == Reserved.decision,
      let record = address.record
    else { return false }
    return document.list(ofRecord: record) == Self.suggestionList
  }

  /// Who has decided a suggestion by now.
  private func decided(_ suggestion: EventID) -> [UndoObstacle] {
    (self.suggestion(suggestion)?.decisions.first?.author).map {
      [.writtenSince(Place(part: id), by: $0)]
    } ?? []
  }
}

extension UndoObstacle {
  fileprivate func isOf(_ isOwn: (AgentID) -> Bool) -> Bool {
    if case .writtenSince(_, let by) = self { return isOwn(by) }
    return false
  }
}
