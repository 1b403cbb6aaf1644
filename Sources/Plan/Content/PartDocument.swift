package import CRDT

/// A part's document together with what the template says of it: typed edits go in, a view comes out.
///
/// How a part stands in the document: a `text` field is a text; `line`, `choice`, `date`, `number`
/// and `flag` are registers; `links` is a set of record ids; a list is a list. A record's fields stand
/// in the record, the part's own at the root. Comments and suggestions are records of lists of their
/// own, whose names no template can take.
package struct PartDocument: Sendable {
  package let id: PartID
  package let template: PartTemplate
  package var document: Document

  package init(id: PartID, template: PartTemplate, document: Document = Document()) {
    self.id = id
    self.template = template
    self.document = document
  }

  /// The longest `line`, in bytes of UTF-8.
  package static let lineLimit = 1_000

  /// The list of comments and its records' fields. A template's names never begin with `$`.
  enum Reserved {
    static let comments = "$comments"
    /// Registers of a comment.
    static let body = "$body"
    static let record = "$record"
    static let field = "$field"
    static let quote = "$quote"
    static let start = "$start"
    static let end = "$end"
    static let inReplyTo = "$in-reply-to"
    static let resolved = "$resolved"
    static let onBehalfOf = "$on-behalf-of"
    static let channel = "$by"
    static let date = "$said-on"
    /// How many changes a suggestion has, or scalars a restoration.
    static let count = "$count"
    /// Register of a comment or suggestion: its number, for people to name it by.
    static let number = "$number"

    static let suggestions = "$suggestions"
    /// Registers of a suggestion; those of its changes begin with `$` and the change's index.
    static let message = "$message"
    static let decision = "$decision"
    static let acceptedFirst = "$accepted-first"
    static let acceptedLast = "$accepted-last"
    /// Beside a field: whoever writes it has seen what stands there.
    static let reviewedPrefix = "$reviewed-"
    /// The list of ``RestorationLink``s, and its records' fields.
    static let restored = "$restored"
    static let replacement = "$replacement"
    static let original = "$original"
    /// The list of moments that somebody gave a name, and its records' fields.
    static let versions = "$versions"
    static let name = "$name"
    static let version = "$version"
    static let heads = "$heads"
  }

  // MARK: Fields

  /// What the template says of a field of the part, or of a record of its.
  ///
  /// - Throws: `unknownField`, `unknownRecord`.
  package func field(
    _ key: String, of record: EventID?
  ) throws(ContentError) -> FieldTemplate {
    let field: FieldTemplate?
    if let record {
      field = try list(of: record).field(key)
    } else {
      field = template.field(key)
    }
    guard let field else { throw .unknownField(key) }
    return field
  }

  /// The list a record stands in.
  ///
  /// - Throws: `unknownRecord`.
  package func list(of record: EventID) throws(ContentError) -> ListTemplate {
    guard let address = document.list(ofRecord: record), address.record == nil,
      let list = template.list(address.key)
    else { throw .unknownRecord }
    return list
  }

  /// Writes a whole value. For `text`, the words that differ are changed (``edit(_:field:of:)``); for
  /// `links`, what is missing is added and what is too much removed.
  ///
  /// - Throws: what does not fit; nothing is changed then.
  package mutating func set(
    _ value: FieldValue, field key: String, of record: EventID?
  ) throws(ContentError) {
    let field = try field(key, of: record)
    try field.check(value)
    let address = ObjectAddress(record: record, key: key)
    switch value {
    case .text(let text): _ = try edit(text, field: key, of: record)
    case .links(let links): try setLinks(links, at: address)
    case .empty:
      if field.kind == .text {
        _ = try edit("", field: key, of: record)
      } else if field.kind == .links {
        try setLinks([], at: address)
      } else {
        try write(.none, at: address)
      }
    case .line(let text): try write(.text(text), at: address)
    case .choice(let option): try write(.text(option), at: address)
    case .date(let date): try write(.text(date.description), at: address)
    case .number(let number): try write(.integer(number), at: address)
    case .flag(let flag): try write(.flag(flag), at: address)
    }
  }

  /// How much an edit changed, in words.
  package struct TextChange: Hashable, Sendable {
    package var wordsAdded: Int
    package var wordsRemoved: Int
  }

  /// Turns a `text` field into `text` by deleting and inserting the words that differ, so that others'
  /// edits elsewhere in it stand.
  package mutating func edit(
    _ text: String, field key: String, of record: EventID?
  ) throws(ContentError) -> TextChange {
    let field = try field(key, of: record)
    guard field.kind == .text else { throw .wrongKind(field: key, expected: field.kind) }
    let address = ObjectAddress(record: record, key: key)
    let difference = TextDifference(from: document.string(at: address), to: text)
    if !difference.edits.isEmpty {
      try changing { (document: inout Document) throws(DocumentError) in
        try document.apply(difference, at: address)
      }
    }
    return TextChange(
      wordsAdded: difference.wordsInserted, wordsRemoved: difference.wordsDeleted)
  }

  package mutating func link(
    _ target: EventID, field key: String, of record: EventID?
  ) throws(ContentError) {
    try requireLinks(key, of: record)
    try changing { (document: inout Document) throws(DocumentError) in
      try document.add(.identifier(target), toSetAt: ObjectAddress(record: record, key: key))
    }
  }

  package mutating func unlink(
    _ target: EventID, field key: String, of record: EventID?
  ) throws(ContentError) {
    try requireLinks(key, of: record)
    try changing { (document: inout Document) throws(DocumentError) in
      try document.remove(
        .identifier(target), fromSetAt: ObjectAddress(record: record, key: key))
    }
  }

  private func requireLinks(_ key: String, of record: EventID?) throws(ContentError) {
    let field = try field(key, of: record)
    guard field.kind == .links else { throw .wrongKind(field: key, expected: field.kind) }
  }

  private mutating func setLinks(
    _ links: [EventID], at address: ObjectAddress
  ) throws(ContentError) {
    let present = document.set(at: address)
    let wanted = links.map { RegisterValue.identifier($0) }
    try changing { (document: inout Document) throws(DocumentError) in
      for link in present where !wanted.contains(link) {
        try document.remove(link, fromSetAt: address)
      }
      for link in wanted where !present.contains(link) {
        try document.add(link, toSetAt: address)
      }
    }
  }

  private mutating func write(
    _ value: RegisterValue, at address: ObjectAddress
  ) throws(ContentError) {
    // Writing what already stands alone would only make noise in the history.
    let present = document.register(at: address)
    if present.count <= 1, (present.first?.value ?? .none) == value { return }
    try changing { (document: inout Document) throws(DocumentError) in
      try document.set(value, at: address)
    }
  }

  // MARK: Records

  /// Creates a record in a list.
  ///
  /// - Parameter index: its place, counted from 0; nil for the end.
  package mutating func addRecord(
    to key: String, at index: Int? = nil
  ) throws(ContentError) -> EventID {
    guard template.list(key) != nil else { throw .unknownList(key) }
    let address = ObjectAddress(key: key)
    let place = index ?? document.records(inListAt: address).count
    return try changing { (document: inout Document) throws(DocumentError) in
      try document.insertRecord(inListAt: address, at: place)
    }
  }

  /// Moves a record to a place among the others of its list, counted from 0.
  package mutating func moveRecord(_ record: EventID, to index: Int) throws(ContentError) {
    _ = try list(of: record)
    try changing { (document: inout Document) throws(DocumentError) in
      try document.moveRecord(record, to: index)
    }
  }

  package mutating func deleteRecord(_ record: EventID) throws(ContentError) {
    _ = try list(of: record)
    try changing { (document: inout Document) throws(DocumentError) in
      try document.deleteRecord(record)
    }
  }

  /// Brings a deleted record back, or decides that a contested one stays.
  package mutating func restoreRecord(_ record: EventID) throws(ContentError) {
    _ = try list(of: record)
    try changing { (document: inout Document) throws(DocumentError) in
      try document.restoreRecord(record)
    }
  }

  // MARK: -

  /// Runs an edit of the document with its errors as errors of content.
  @discardableResult
  mutating func changing<Result>(
    _ edit: (inout Document) throws(DocumentError) -> Result
  ) throws(ContentError) -> Result {
    do { return try edit(&document) } catch { throw .document(error) }
  }
}

extension FieldTemplate {
  /// Whether a value may stand in the field.
  ///
  /// - Throws: `wrongKind`, `unknownOption`, `badLine`.
  package func check(_ value: FieldValue) throws(ContentError) {
    switch (value, kind) {
    case (.empty, _), (.text, .text), (.date, .date), (.number, .number), (.flag, .flag),
      (.links, .links):
      break
    case (.line(let text), .line):
      guard text.utf8.count <= PartDocument.lineLimit,
        !text.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\r" })
      else { throw .badLine(field: key) }
    case (.choice(let option), .choice):
      guard self.option(option) != nil else {
        throw .unknownOption(field: key, options: options.map(\.key))
      }
    default:
      throw .wrongKind(field: key, expected: kind)
    }
  }
}

extension FieldKind {
  /// What a register's value means in a field of this kind; nil where it cannot stand in one.
  func value(_ stored: RegisterValue) -> FieldValue? {
    switch (stored, self) {
    case (.none, _): .empty
    case (.text(let text), .line): .line(text)
    case (.text(let text), .choice): .choice(text)
    case (.text(let text), .date): CivilDate(text).map { .date($0) }
    case (.integer(let number), .number): .number(number)
    case (.flag(let flag), .flag): .flag(flag)
    default: nil
    }
  }
}
