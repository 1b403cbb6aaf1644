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
  ///   - range: the words by their present positions in `place`'s text, in scalars, in place of
  ///     `quote`.
  ///   - inReplyTo: the comment this one answers.
  ///   - onBehalfOf: who said it, where it was not whoever writes it down.
  /// - Returns: the comment's id.
  /// - Throws: `quoteNotFound`, `unknownComment`, `unknownField`, `unknownRecord`.
  package mutating func addComment(
    _ body: String, at place: Place, quote: String? = nil, range: Range<Int>? = nil,
    inReplyTo: EventID? = nil, onBehalfOf: OnBehalfOf? = nil
  ) throws(ContentError) -> EventID {
    if let record = place.record { _ = try list(of: record) }
    if let key = place.field { _ = try field(key, of: place.record) }
    if let inReplyTo, !isComment(inReplyTo) { throw .unknownComment }
    var passage: Passage?
    if let range {
      passage = self.passage(range, of: place)
      if passage == nil { throw .quoteNotFound }
    } else if let quote, !quote.isEmpty {
      passage = find(quote, at: place)
      if passage == nil { throw .quoteNotFound }
    }
    let address = passage?.address
    return try writeComment(
      body, number: nextNumber(in: Self.commentList), onBehalfOf: onBehalfOf,
      record: address == nil ? place.record : address?.record,
      field: address?.key ?? place.field, quote: passage?.words ?? "", passage: passage,
      inReplyTo: inReplyTo)
  }

  static let commentList = ObjectAddress(key: Reserved.comments)

  mutating func writeComment(
    _ body: String, number: Int64, onBehalfOf: OnBehalfOf?, record: EventID?, field: String?,
    quote: String, passage: Passage?, inReplyTo: EventID?
  ) throws(ContentError) -> EventID {
    try changing { (document: inout Document) throws(DocumentError) in
      let list = Self.commentList
      let comment = try document.insertRecord(
        inListAt: list, at: document.records(inListAt: list).count)
      func write(_ value: RegisterValue, _ key: String) throws(DocumentError) {
        try document.set(value, at: ObjectAddress(record: comment, key: key))
      }
      try write(.integer(number), Reserved.number)
      try write(.text(body), Reserved.body)
      if let onBehalfOf {
        try write(.text(onBehalfOf.person), Reserved.onBehalfOf)
        try write(.text(onBehalfOf.channel.rawValue), Reserved.channel)
        if let date = onBehalfOf.date { try write(.text(date.description), Reserved.date) }
      }
      if let record { try write(.identifier(record), Reserved.record) }
      if let field { try write(.text(field), Reserved.field) }
      if !quote.isEmpty { try write(.text(quote), Reserved.quote) }
      if let passage {
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

  /// Puts other words in place of a comment's; only its author may.
  package mutating func editComment(
    _ comment: EventID, _ body: String
  ) throws(ContentError) {
    guard isComment(comment) else { throw .unknownComment }
    try changing { (document: inout Document) throws(DocumentError) in
      try document.set(.text(body), at: ObjectAddress(record: comment, key: Reserved.body))
    }
  }

  /// Takes a comment away; only its author may. Answers to it stay.
  package mutating func deleteComment(_ comment: EventID) throws(ContentError) {
    guard isComment(comment) else { throw .unknownComment }
    try changing { (document: inout Document) throws(DocumentError) in
      try document.deleteRecord(comment)
    }
  }

  func isComment(_ record: EventID) -> Bool {
    document.list(ofRecord: record) == ObjectAddress(key: Reserved.comments)
  }

  // MARK: Finding words

  /// Other words where `quote` first stands at a place, as a change to suggest: in a text, or else in a
  /// field of one line, whose value is then suggested whole.
  ///
  /// - Throws: `quoteNotFound`.
  package func replacement(
    of quote: String, by words: String, at place: Place
  ) throws(ContentError) -> [SuggestedChange] {
    for address in addresses(of: .text, at: place) {
      guard let range = Self.range(of: quote, in: document.string(at: address)) else { continue }
      if quote.utf8.elementsEqual(words.utf8) { return [] }
      let history = document.textHistory(at: address)
      return [
        SuggestedChange(
          address.record.map { .record($0) } ?? .part, address.key,
          .text(
            deleted: history.events(in: range),
            after: range.lowerBound == 0 ? nil : history.event(at: range.lowerBound - 1),
            was: quote, with: words))
      ]
    }
    for address in addresses(of: .line, at: place) {
      guard let line = document.register(at: address).first?.value.text,
        let range = Self.range(of: quote, in: line)
      else { continue }
      var scalars = Array(line.unicodeScalars)
      scalars.replaceSubrange(range, with: words.unicodeScalars)
      let changed = String(String.UnicodeScalarView(scalars))
      return try changes { (part: inout PartDocument) throws(ContentError) in
        try part.set(.line(changed), field: address.key, of: address.record)
      }
    }
    throw .quoteNotFound
  }

  /// A stretch of a text that a comment is about.
  struct Passage {
    var address: ObjectAddress
    /// The first and the last scalar.
    var start: EventID
    var end: EventID
    var words: String
  }

  func passage(_ range: Range<Int>, of place: Place) -> Passage? {
    guard let field = place.field, !range.isEmpty, range.lowerBound >= 0 else { return nil }
    let address = ObjectAddress(record: place.record, key: field)
    let scalars = Array(document.string(at: address).unicodeScalars)
    guard range.upperBound <= scalars.count else { return nil }
    return passage(range, at: address, words: String(String.UnicodeScalarView(scalars[range])))
  }

  private func passage(
    _ range: Range<Int>, at address: ObjectAddress, words: String
  ) -> Passage? {
    let history = document.textHistory(at: address)
    guard let start = history.event(at: range.lowerBound),
      let end = history.event(at: range.upperBound - 1)
    else { return nil }
    return Passage(address: address, start: start, end: end, words: words)
  }

  private func find(_ quote: String, at place: Place) -> Passage? {
    for address in addresses(of: .text, at: place) {
      let text = document.string(at: address)
      guard let range = Self.range(of: quote, in: text) else { continue }
      return passage(range, at: address, words: quote)
    }
    return nil
  }

  /// The fields of a kind at a place, in the template's order; a field that is named, whatever it is.
  private func addresses(of kind: FieldKind, at place: Place) -> [ObjectAddress] {
    if let field = place.field { return [ObjectAddress(record: place.record, key: field)] }
    func fields(_ fields: [FieldTemplate], _ record: EventID?) -> [ObjectAddress] {
      fields.filter { $0.kind == kind }.map { ObjectAddress(record: record, key: $0.key) }
    }
    if let record = place.record {
      return (try? list(of: record)).map { fields($0.fields, record) } ?? []
    }
    return fields(template.fields, nil)
      + template.lists.flatMap { list in
        document.records(inListAt: ObjectAddress(key: list.key))
          .flatMap { fields(list.fields, $0.id) }
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

  func comments(findingPassages: Bool) -> [CommentView] {
    let records = document.records(inListAt: Self.commentList).map(\.id)
    if records.isEmpty { return [] }
    var histories: [ObjectAddress: TextHistory] = [:]
    let restorations = Restorations(of: document)
    let places = PlaceIndex(self)
    let numbers = RecordNumbers(of: records, in: Self.commentList, of: self)
    return records.map { record in
      let value = reader(of: record)
      let name = numbers.name(of: record, prefix: "C")
      let about = value(Reserved.record).event
      let field = value(Reserved.field).text
      var range: Range<Int>?
      if findingPassages, let field, let start = value(Reserved.start).event,
        let end = value(Reserved.end).event
      {
        let address = ObjectAddress(record: about, key: field)
        let history = histories[address] ?? document.textHistory(at: address)
        histories[address] = history
        range = history.range(
          from: restorations.standing(start, in: history),
          through: restorations.standing(end, in: history))
      }
      return CommentView(
        id: record, number: Int(name.number), label: name.label, author: record.agent,
        onBehalfOf: onBehalfOf(value), body: value(Reserved.body).text ?? "",
        place: places.place(record: about, field: field),
        quote: value(Reserved.quote).text ?? "", range: range,
        resolved: value(Reserved.resolved) == .flag(true),
        inReplyTo: value(Reserved.inReplyTo).event)
    }
  }

  func onBehalfOf(_ value: (String) -> RegisterValue) -> OnBehalfOf? {
    guard let person = value(Reserved.onBehalfOf).text, !person.isEmpty,
      let channel = value(Reserved.channel).text.flatMap(OnBehalfOf.Channel.init(rawValue:))
    else { return nil }
    return OnBehalfOf(
      person: person, channel: channel, date: value(Reserved.date).text.flatMap { CivilDate($0) })
  }

  /// Reads the registers of a record.
  func reader(of record: EventID) -> (String) -> RegisterValue {
    { key in document.value(ofRegister: key, in: record) }
  }

  /// A place of this part, with the record's number as it stands now.
  func place(record: EventID?, field: String?) -> Place {
    PlaceIndex(self).place(record: record, field: field)
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
