package import CRDT

/// Suggestions as they stand in the document.
extension PartDocument {
  /// No suggestion holds more words, so that accepting one always is a single batch.
  package static let suggestionLimit = 50_000

  /// Every suggestion of the part, in the order of the list, decided ones too.
  ///
  /// - Complexity: O(what they hold).
  package var suggestions: [Suggestion] {
    document.records(inListAt: Self.suggestionList).compactMap { suggestion($0.id) }
  }

  /// A suggestion; nil where there is none, or it cannot be read.
  package func suggestion(_ id: EventID) -> Suggestion? {
    guard document.list(ofRecord: id) == Self.suggestionList else { return nil }
    let value = reader(of: id)
    guard case .integer(let count) = value(Reserved.count),
      (1...Int64(SuggestedChange.countLimit)) ~= count
    else { return nil }
    var changes: [SuggestedChange] = []
    for index in 0..<Int(count) {
      guard let change = SuggestedChange(at: index, value) else { return nil }
      changes.append(change)
    }
    return Suggestion(
      id: id, number: Int(number(of: id)), message: value(Reserved.message).text ?? "",
      changes: changes, decisions: decisions(of: id), accepted: accepted(of: id))
  }

  /// Proposes changes.
  ///
  /// - Parameter message: why; may be empty.
  /// - Returns: the suggestion's id.
  /// - Throws: `emptySuggestion`, `suggestionTooLarge`.
  package mutating func suggest(
    _ changes: [SuggestedChange], message: String = ""
  ) throws(ContentError) -> EventID {
    if changes.isEmpty { throw .emptySuggestion }
    let words = changes.reduce(0) { $0 + $1.weight }
    guard changes.count <= SuggestedChange.countLimit, words <= Self.suggestionLimit else {
      throw .suggestionTooLarge
    }
    let list = Self.suggestionList
    let number = nextNumber(in: list)
    return try changing { (document: inout Document) throws(DocumentError) in
      let id = try document.insertRecord(
        inListAt: list, at: document.records(inListAt: list).count)
      func write(_ key: String, _ value: RegisterValue) throws(DocumentError) {
        try document.set(value, at: ObjectAddress(record: id, key: key))
      }
      try write(Reserved.number, .integer(number))
      if !message.isEmpty { try write(Reserved.message, .text(message)) }
      try write(Reserved.count, .integer(Int64(changes.count)))
      for (index, change) in changes.enumerated() {
        for register in change.registers(at: index) { try write(register.key, register.value) }
      }
      return id
    }
  }

  // MARK: -

  static let suggestionList = ObjectAddress(key: Reserved.suggestions)

  private func decisions(of id: EventID) -> [SuggestionDecision] {
    document.register(at: ObjectAddress(record: id, key: Reserved.decision)).compactMap { entry in
      SuggestionDecision(entry.value, by: entry.event.agent)
    }
  }

  func accepted(of id: EventID) -> [EventStretch] {
    guard decisions(of: id).contains(where: { $0.kind == .accepted }) else { return [] }
    func events(_ key: String) -> [EventID] {
      document.register(at: ObjectAddress(record: id, key: key)).compactMap(\.value.event)
    }
    let lasts = events(Reserved.acceptedLast)
    // Two acceptances made at the same time left two firsts and two lasts: one pair for each agent.
    return events(Reserved.acceptedFirst).compactMap { first in
      lasts.lazy.compactMap { EventStretch(first: first, last: $0) }.first
    }
  }
}

extension SuggestionDecision {
  /// Kind and reason are one value, so that no merge pairs one person's verdict with another's words.
  var value: RegisterValue {
    .text(reason.isEmpty ? kind.rawValue : "\(kind.rawValue)\n\(reason)")
  }

  /// Nil for a value that is no decision.
  init?(_ value: RegisterValue, by author: AgentID) {
    guard let text = value.text else { return nil }
    let pieces = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    guard let kind = pieces.first.flatMap({ Kind(rawValue: String($0)) }) else { return nil }
    self.init(
      kind: kind, reason: pieces.count > 1 ? String(pieces[1]) : "", author: author)
  }
}

extension SuggestedChange {
  /// About how many events making the change takes.
  fileprivate var weight: Int {
    guard case .text(let deleted, _, _, let with) = action else { return 1 }
    return with.unicodeScalars.count
      + deleted.reduce(0) { $0 + Int(min($1.count, 1 << 24)) }
  }
}
