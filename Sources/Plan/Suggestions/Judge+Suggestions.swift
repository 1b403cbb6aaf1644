import CRDT

extension PartDocument {
  /// What a batch that decides a suggestion is, as far as permission is concerned; nil for a batch that
  /// decides none.
  ///
  /// A batch under an acceptance's name must make the suggestion's changes and no others, or anybody
  /// could put words into another's mouth, and whoever may only accept could write what she likes. So
  /// the decision is made again here, at the version it was made upon, and must come out alike.
  ///
  /// - Throws: `unknownSuggestion`, `notTheAuthor`, `notTheSuggestion`, `alreadyDecided`,
  ///   `groundIsGone`.
  func kind(
    ofDecision batch: BatchContents, isOwn: (AgentID) -> Bool
  ) throws(ContentError) -> OperationKind? {
    let decided = batch.summaries.first { operation in
      operation.address.key == Reserved.decision
        && operation.address.record.flatMap(document.list(ofRecord:)) == Self.suggestionList
    }
    guard let decided, let record = decided.address.record else { return nil }
    guard case .setField = decided.action,
      let decision = decided.value.flatMap({ SuggestionDecision($0, by: batch.agent) })
    else { throw .notTheSuggestion }
    var replayed = try version(at: batch.parents)
    guard let before = replayed.suggestion(record)?.state else { throw .unknownSuggestion }
    let seen = replayed.document.versionVector
    replayed.document.begin(as: batch.agent)
    try replayed.decide(record, decision.kind, reason: decision.reason)
    let expected = replayed.document.contents(after: seen)
    guard expected.count == 1, expected[0].makesSameChanges(as: batch) else {
      throw .notTheSuggestion
    }
    let isWithdrawal =
      decision.kind == .withdrawn || decision.kind == .open && before == .withdrawn
    guard isWithdrawal else { return .decide }
    guard isOwn(record.agent) else { throw .notTheAuthor }
    return .comment
  }

  /// The part as it was at a moment of its history; itself, most of the time.
  private func version(at heads: [EventID]) throws(ContentError) -> PartDocument {
    if heads.sorted() == document.frontier { return self }
    var version = self
    do { version.document = try document.version(at: heads) } catch { throw .document(error) }
    return version
  }

  /// Whether writing a register of a suggestion fits: all that is proposed is written when it is made,
  /// and never after.
  func checkSuggestion(
    _ operation: BatchContents.Summary, isNew: Bool
  ) throws(ContentError) {
    let key = operation.address.key
    let isKnown =
      [Reserved.number, Reserved.message, Reserved.count].contains(key)
      || SuggestedChange.isKey(key)
    guard isNew, isKnown, case .setField = operation.action else { throw .unknownField(key) }
  }
}
