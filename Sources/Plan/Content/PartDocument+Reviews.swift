package import CRDT

/// What two people touched while apart.
///
/// A review item is not stored: it follows from the history alone, so every replica with the same
/// events lists the same ones. Two edits need a review when different people made them, neither had
/// seen the other's, both lie in one sentence (or are values of one field), and nobody has looked at
/// both since. Looking leaves an event beside the field, whose past holds what was looked at.
extension PartDocument {
  /// Settles what is open in a field, in the name of whoever makes this edit: the passages as they
  /// stand now, and of several values the one that is shown.
  package mutating func settleReview(
    field key: String, of record: EventID?
  ) throws(ContentError) {
    let field = try field(key, of: record)
    let address = ObjectAddress(record: record, key: key)
    try changing { (document: inout Document) throws(DocumentError) in
      let values = document.register(at: address)
      if values.count > 1 { try document.set(values[0].value, at: address) }
      if field.kind == .text {
        try document.set(.flag(true), at: Self.reviewAddress(of: address))
      }
    }
  }

  static func reviewAddress(of field: ObjectAddress) -> ObjectAddress {
    ObjectAddress(record: field.record, key: Reserved.reviewedPrefix + field.key)
  }

  func reviews(authors: [AgentID: Author]) -> [ReviewItem] {
    guard document.hasConcurrency else { return [] }
    var items: [ReviewItem] = []
    for field in template.fields { items += reviews(of: field, record: nil, authors: authors) }
    for list in template.lists {
      for record in document.records(inListAt: ObjectAddress(key: list.key)) {
        for field in list.fields {
          items += reviews(of: field, record: record.id, authors: authors)
        }
        if !record.contestedDeletions.isEmpty { items.append(review(of: record, in: list)) }
      }
    }
    return items
  }

  private func reviews(
    of field: FieldTemplate, record: EventID?, authors: [AgentID: Author]
  ) -> [ReviewItem] {
    switch field.kind {
    case .text:
      return passageReviews(of: field, record: record, authors: authors)
    case .links:
      return []
    case .line, .choice, .date, .number, .flag:
      let view = view(of: field, record: record)
      guard !view.alternatives.isEmpty else { return [] }
      let entries = document.register(at: ObjectAddress(record: record, key: field.key))
      let sides = entries.compactMap { entry in
        field.kind.value(entry.value).map {
          ReviewItem.Side(author: entry.event.agent, words: $0.plainText)
        }
      }
      return [
        ReviewItem(
          kind: .field, place: place(record: record, field: field.key), before: nil,
          sides: sides.sorted { $0.author < $1.author }, merged: view.value.plainText)
      ]
    }
  }

  private func review(of record: Document.Record, in list: ListTemplate) -> ReviewItem {
    let deletions = Set(record.contestedDeletions.map(\.agent)).sorted().map {
      ReviewItem.Side(author: $0, words: "")
    }
    // What the record is called: its first line.
    let name = list.fields.first { $0.kind == .line } ?? list.fields.first
    let title = name.map { view(of: $0, record: record.id).value.plainText } ?? ""
    let edits = Set(record.contestingEdits.map(\.agent)).sorted().map {
      ReviewItem.Side(author: $0, words: title)
    }
    return ReviewItem(
      kind: .deletion, place: place(record: record.id, field: nil), before: nil,
      sides: deletions + edits, merged: title)
  }

  // MARK: Passages

  private func passageReviews(
    of field: FieldTemplate, record: EventID?, authors: [AgentID: Author]
  ) -> [ReviewItem] {
    let address = ObjectAddress(record: record, key: field.key)
    let history = document.textHistory(at: address)
    let looks = document.register(at: Self.reviewAddress(of: address)).map(\.event)
    return Sentence.split(history).compactMap { sentence in
      let contested = contested(sentence.touches, looks: looks, authors: authors)
      if contested.isEmpty { return nil }
      let sides = Set(contested.map(\.agent)).sorted().map { agent in
        ReviewItem.Side(
          author: agent,
          words: sentence.words { !contested.contains($0) || $0.agent == agent })
      }
      let before = sentence.words { !contested.contains($0) }
      return ReviewItem(
        kind: .passage, place: place(record: record, field: field.key),
        before: before.isEmpty ? nil : before, sides: sides, merged: sentence.words { _ in true })
    }
  }

  /// Of the events that touched a sentence, those that another person's is concurrent with.
  private func contested(
    _ touches: [Sentence.Touch], looks: [EventID], authors: [AgentID: Author]
  ) -> Set<EventID> {
    if Set(touches.map(\.event.agent)).count < 2 { return [] }
    var contested = Set<EventID>()
    for (index, one) in touches.enumerated() {
      for other in touches[..<index] {
        let agents = (one.event.agent, other.event.agent)
        if agents.0 == agents.1 { continue }
        if let name = authors[agents.0]?.account, name == authors[agents.1]?.account { continue }
        if document.happened(one.last, before: other.event)
          || document.happened(other.last, before: one.event)
        {
          continue
        }
        let isSettled = looks.contains {
          document.happened(one.last, before: $0) && document.happened(other.last, before: $0)
        }
        if !isSettled {
          contested.insert(one.event)
          contested.insert(other.event)
        }
      }
    }
    return contested
  }
}

/// One sentence of a text with everything that was ever written in it.
struct Sentence {
  /// An insertion or deletion in the sentence.
  struct Touch: Hashable {
    /// Its first event.
    var event: EventID
    /// Its last.
    var last: EventID
  }

  private(set) var runs: [TextHistory.Run] = []

  var touches: [Touch] {
    var seen = Set<Touch>()
    var result: [Touch] = []
    for run in runs {
      let last = EventID(
        agent: run.first.agent, sequence: run.first.sequence + UInt64(run.length - 1))
      let found =
        [Touch(event: run.first, last: last)] + run.deletions.map { Touch(event: $0, last: $0) }
      for touch in found where seen.insert(touch).inserted { result.append(touch) }
    }
    return result
  }

  /// The words as they are if only the insertions and deletions that `counts` says count.
  func words(_ counts: (EventID) -> Bool) -> String {
    let text = runs.filter { run in
      counts(run.first) && !run.deletions.contains(where: counts)
    }.map(\.text).joined()
    return text.trimmingSpaces
  }

  /// Cuts a text's history after each full stop, question or exclamation mark that white space
  /// follows, and after each line break, of what is visible; deleted words go with the sentence they
  /// stood in.
  static func split(_ history: TextHistory) -> [Sentence] {
    var sentences: [Sentence] = []
    var current = Sentence()
    var afterStop = false
    for run in history.runs {
      guard run.isVisible else {
        current.runs.append(run)
        continue
      }
      let scalars = Array(run.text.unicodeScalars)
      var start = 0
      for (index, scalar) in scalars.enumerated() {
        let isBreak = scalar == "\n" || (afterStop && scalar.properties.isWhitespace)
        if isBreak {
          current.append(run, scalars, start..<index + 1)
          if !current.runs.isEmpty { sentences.append(current) }
          current = Sentence()
          start = index + 1
        }
        afterStop = scalar == "." || scalar == "?" || scalar == "!"
      }
      current.append(run, scalars, start..<scalars.count)
    }
    if !current.runs.isEmpty { sentences.append(current) }
    return sentences
  }

  private mutating func append(
    _ run: TextHistory.Run, _ scalars: [Unicode.Scalar], _ range: Range<Int>
  ) {
    if range.isEmpty { return }
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars[range])
    runs.append(
      TextHistory.Run(
        first: EventID(
          agent: run.first.agent, sequence: run.first.sequence + UInt64(range.lowerBound)),
        text: text, length: range.count, deletions: run.deletions))
  }
}

extension String {
  /// Without white space at either end.
  var trimmingSpaces: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }
}
