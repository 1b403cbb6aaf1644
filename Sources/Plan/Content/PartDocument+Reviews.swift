package import CRDT

/// What two people touched while apart.
///
/// A review item is not stored: it follows from the history alone, so every replica with the same
/// events lists the same ones. Two edits need a review when different people made them, neither had
/// seen the other's, both lie in one sentence (or are values of one field), and nobody has looked at
/// both since. Looking leaves a mark beside the field: an event whose past holds what was looked at, or
/// the names of the edits of one passage, where others of the field are still open.
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

  /// Settles one passage, in the name of whoever makes this edit; others of the field stay open.
  package mutating func settleReview(_ item: ReviewItem) throws(ContentError) {
    guard item.kind == .passage, let key = item.place.field else { return }
    let address = Self.reviewAddress(
      of: ObjectAddress(record: item.place.record, key: try field(key, of: item.place.record).key))
    try changing { (document: inout Document) throws(DocumentError) in
      for edit in item.edits { try document.add(.text(edit.mark), toSetAt: address) }
    }
  }

  /// Puts other words where a passage stands, in the version it was found in.
  ///
  /// - Throws: `quoteNotFound` where the text is another by now.
  package mutating func replace(
    _ item: ReviewItem, by words: String
  ) throws(ContentError) {
    guard let key = item.place.field, let range = item.range else { return }
    let text = document.string(at: ObjectAddress(record: item.place.record, key: key))
    var scalars = Array(text.unicodeScalars)
    guard range.upperBound <= scalars.count,
      scalars[range].elementsEqual(item.merged.unicodeScalars)
    else { throw .quoteNotFound }
    scalars.replaceSubrange(range, with: words.unicodeScalars)
    _ = try edit(String(String.UnicodeScalarView(scalars)), field: key, of: item.place.record)
  }

  static func reviewAddress(of field: ObjectAddress) -> ObjectAddress {
    ObjectAddress(record: field.record, key: Reserved.reviewedPrefix + field.key)
  }

  func reviews(authors: [AgentID: Author]) -> [ReviewItem] {
    guard document.hasConcurrency else { return [] }
    let contested = suggestions.filter { $0.state == .contested }
    let context = ReviewContext(authors: authors, acceptances: contested.map(\.accepted))
    var items: [ReviewItem] = []
    for field in template.fields { items += reviews(of: field, record: nil, context) }
    for list in template.lists {
      for record in document.records(inListAt: ObjectAddress(key: list.key)) {
        for field in list.fields {
          items += reviews(of: field, record: record.id, context)
        }
        if !record.contestedDeletions.isEmpty { items.append(review(of: record, in: list)) }
      }
    }
    return items + contested.map(review)
  }

  private func reviews(
    of field: FieldTemplate, record: EventID?, _ context: ReviewContext
  ) -> [ReviewItem] {
    switch field.kind {
    case .text:
      return passageReviews(of: field, record: record, context)
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

  private func review(of suggestion: Suggestion) -> ReviewItem {
    let sides = suggestion.decisions.map { decision in
      ReviewItem.Side(
        author: decision.author,
        words: decision.kind.rawValue + (decision.reason.isEmpty ? "" : ": \(decision.reason)"))
    }
    let change = view(ofSuggestion: suggestion.id)?.changes.first
    return ReviewItem(
      kind: .suggestion, place: change?.place ?? Place(part: id), before: change?.was.plainText,
      sides: sides, merged: change?.with.plainText ?? "", suggestion: suggestion.id)
  }

  // MARK: Passages

  private func passageReviews(
    of field: FieldTemplate, record: EventID?, _ context: ReviewContext
  ) -> [ReviewItem] {
    let address = ObjectAddress(record: record, key: field.key)
    let history = document.textHistory(at: address)
    let looks = document.register(at: Self.reviewAddress(of: address)).map(\.event)
    let marks = document.set(at: Self.reviewAddress(of: address)).compactMap {
      $0.text.flatMap(EventStretch.init(mark:))
    }
    return Sentence.split(history).compactMap { sentence in
      let contested = contested(
        sentence.touches, looks: looks, marks: marks, context)
      if contested.isEmpty { return nil }
      let edits = EventStretch.joined(
        sentence.touches.filter { contested.contains($0.event) }.compactMap {
          EventStretch(first: $0.event, last: $0.last)
        })
      let sides = Set(contested.map(\.agent)).sorted().map { agent in
        ReviewItem.Side(
          author: agent,
          words: sentence.words { !contested.contains($0) || $0.agent == agent })
      }
      let before = sentence.words { !contested.contains($0) }
      return ReviewItem(
        kind: .passage, place: place(record: record, field: field.key),
        before: before.isEmpty ? nil : before, sides: sides, merged: sentence.words { _ in true },
        range: sentence.range, edits: edits)
    }
  }

  /// Of the events that touched a sentence, those that another person's is concurrent with.
  private func contested(
    _ touches: [Sentence.Touch], looks: [EventID], marks: [EventStretch], _ context: ReviewContext
  ) -> Set<EventID> {
    func isMarked(_ touch: Sentence.Touch) -> Bool {
      marks.contains { $0.contains(touch.event) && $0.contains(touch.last) }
    }
    if Set(touches.map(\.event.agent)).count < 2 { return [] }
    var contested = Set<EventID>()
    for (index, one) in touches.enumerated() {
      for other in touches[..<index] {
        if context.isOne(one.event, other.event) { continue }
        if document.happened(one.last, before: other.event)
          || document.happened(other.last, before: one.event)
        {
          continue
        }
        let isSettled =
          isMarked(one) && isMarked(other)
          || looks.contains {
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

/// Whose work is whose, for telling what two people did from what one did twice.
private struct ReviewContext {
  var authors: [AgentID: Author]
  /// For each contested suggestion, the acceptances that made it twice: an item of its own.
  var acceptances: [[EventStretch]]

  /// Whether two edits are one person's, or two makings of one suggestion.
  func isOne(_ one: EventID, _ other: EventID) -> Bool {
    if one.agent == other.agent { return true }
    if let name = authors[one.agent]?.account, name == authors[other.agent]?.account { return true }
    return acceptances.contains { runs in
      runs.contains { $0.contains(one) } && runs.contains { $0.contains(other) }
    }
  }
}
