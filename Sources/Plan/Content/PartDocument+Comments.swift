package import CRDT

/// Comments: said about the plan, changing none of it.
extension PartDocument {
  /// Says something about a place.
  ///
  /// - Parameters:
  ///   - place: the part, a record or a field of it.
  ///   - quote: words of the place's text that the comment is about; it follows them through later
  ///     edits. Where `place` names no field, the first text of the place that has the words is
  ///     meant.
  ///   - inReplyTo: the comment this one answers.
  /// - Returns: the comment's id.
  /// - Throws: `quoteNotFound`, `unknownComment`, `unknownField`, `unknownRecord`.
  package mutating func addComment(
    _ body: String, at place: Place, quote: String? = nil, inReplyTo: EventID? = nil
  ) throws(ContentError) -> EventID {
    if let record = place.record { _ = try list(of: record) }
    if let key = place.field { _ = try field(key, of: place.record) }
    if let inReplyTo, !isComment(inReplyTo) { throw .unknownComment }
    var passage: Passage?
    if let quote, !quote.isEmpty {
      passage = find(quote, at: place)
      if passage == nil { throw .quoteNotFound }
    }
    let list = ObjectAddress(key: Reserved.comments)
    let address = passage?.address
    let record = address == nil ? place.record : address?.record
    let field = address?.key ?? place.field
    return try changing { (document: inout Document) throws(DocumentError) in
      let comment = try document.insertRecord(
        inListAt: list, at: document.records(inListAt: list).count)
      func write(_ value: RegisterValue, _ key: String) throws(DocumentError) {
        try document.set(value, at: ObjectAddress(record: comment, key: key))
      }
      try write(.text(body), Reserved.body)
      if let record { try write(.identifier(record), Reserved.record) }
      if let field { try write(.text(field), Reserved.field) }
      if let quote, let passage {
        try write(.text(quote), Reserved.quote)
        try write(.identifier(passage.start), Reserved.start)
        try write(.identifier(passage.end), Reserved.end)
      }
      if let inReplyTo { try write(.identifier(inReplyTo), Reserved.inReplyTo) }
      return comment
    }
  }

  /// Closes a comment's thread, or opens it again.
  package mutating func setResolved(
    _ comment: EventID, _ isResolved: Bool
  ) throws(ContentError) {
    guard isComment(comment) else { throw .unknownComment }
    try changing { (document: inout Document) throws(DocumentError) in
      try document.set(
        .flag(isResolved), at: ObjectAddress(record: comment, key: Reserved.resolved))
    }
  }

  func isComment(_ record: EventID) -> Bool {
    document.list(ofRecord: record) == ObjectAddress(key: Reserved.comments)
  }

  // MARK: Finding words

  private struct Passage {
    var address: ObjectAddress
    /// The first and the last scalar.
    var start: EventID
    var end: EventID
  }

  private func find(_ quote: String, at place: Place) -> Passage? {
    for address in textAddresses(at: place) {
      let text = document.string(at: address)
      guard let range = Self.range(of: quote, in: text) else { continue }
      let history = document.textHistory(at: address)
      guard let start = history.event(at: range.lowerBound),
        let end = history.event(at: range.upperBound - 1)
      else { continue }
      return Passage(address: address, start: start, end: end)
    }
    return nil
  }

  /// The texts at a place, in the template's order.
  private func textAddresses(at place: Place) -> [ObjectAddress] {
    if let field = place.field { return [ObjectAddress(record: place.record, key: field)] }
    func texts(_ fields: [FieldTemplate], _ record: EventID?) -> [ObjectAddress] {
      fields.filter { $0.kind == .text }.map { ObjectAddress(record: record, key: $0.key) }
    }
    if let record = place.record {
      return (try? list(of: record)).map { texts($0.fields, record) } ?? []
    }
    return texts(template.fields, nil)
      + template.lists.flatMap { list in
        document.records(inListAt: ObjectAddress(key: list.key))
          .flatMap { texts(list.fields, $0.id) }
      }
  }

  /// Where `quote` first stands in `text`, in Unicode scalars, compared scalar by scalar.
  static func range(of quote: String, in text: String) -> Range<Int>? {
    let wanted = Array(quote.unicodeScalars)
    let scalars = Array(text.unicodeScalars)
    guard !wanted.isEmpty, wanted.count <= scalars.count else { return nil }
    for start in 0...scalars.count - wanted.count
    where scalars[start] == wanted[0] && scalars[start..<start + wanted.count].elementsEqual(wanted)
    {
      return start..<start + wanted.count
    }
    return nil
  }

  // MARK: Reading

  func comments() -> [CommentView] {
    var histories: [ObjectAddress: TextHistory] = [:]
    let restorations = Restorations(of: document)
    let records = document.records(inListAt: ObjectAddress(key: Reserved.comments))
    return records.enumerated().map { index, record in
      func value(_ key: String) -> RegisterValue {
        document.register(at: ObjectAddress(record: record.id, key: key)).first?.value ?? .none
      }
      let about = value(Reserved.record).event
      let field = value(Reserved.field).text
      var range: Range<Int>?
      if let field, let start = value(Reserved.start).event, let end = value(Reserved.end).event {
        let address = ObjectAddress(record: about, key: field)
        let history = histories[address] ?? document.textHistory(at: address)
        histories[address] = history
        range = history.range(
          from: restorations.standing(start, in: history),
          through: restorations.standing(end, in: history))
      }
      return CommentView(
        id: record.id, number: index + 1, author: record.id.agent,
        body: value(Reserved.body).text ?? "",
        place: place(record: about, field: field),
        quote: value(Reserved.quote).text ?? "", range: range,
        resolved: value(Reserved.resolved) == .flag(true),
        inReplyTo: value(Reserved.inReplyTo).event)
    }
  }

  /// A place of this part, with the record's number as it stands now.
  func place(record: EventID?, field: String?) -> Place {
    guard let record, let list = document.list(ofRecord: record) else {
      return Place(part: id, field: field)
    }
    let number = document.records(inListAt: list).firstIndex { $0.id == record }
    return Place(
      part: id, collection: list.key, record: record, number: number.map { $0 + 1 }, field: field)
  }
}

extension TextHistory {
  /// The present positions of a passage from one scalar through another, less what was deleted at
  /// its ends; nil once nothing of it stands.
  func range(from start: EventID, through end: EventID) -> Range<Int>? {
    guard let first = position(of: start), let last = position(of: end) else { return nil }
    let upper = last.isVisible ? last.position + 1 : last.position
    return first.position < upper ? first.position..<upper : nil
  }
}

extension RegisterValue {
  var text: String? {
    if case .text(let text) = self { return text }
    return nil
  }

  var event: EventID? {
    if case .identifier(let event) = self { return event }
    return nil
  }
}
