package import CRDT

/// What the family said, written down in the part it is about.
extension PartDocument {
  enum RepresentationKey {
    static let list = "$representations"
    static let from = "$from"
    static let means = "$means"
    static let date = "$date"
    static let words = "$words"
    static let decision = "$decision"
    static let reason = "$reason"
    static let scopes = "$scopes"
  }

  /// Writes a representation down, undecided.
  ///
  /// - Returns: its id.
  /// - Throws: `unknownRecord`, `unknownField`: what it is said to be about is not there.
  package mutating func recordRepresentation(
    from: String, by means: Representation.Means, on date: CivilDate, words: String,
    about scopes: Set<RepresentationScope>
  ) throws(ContentError) -> EventID {
    for scope in scopes { try check(scope) }
    return try changing { (document: inout Document) throws(DocumentError) in
      let list = ObjectAddress(key: RepresentationKey.list)
      let record = try document.insertRecord(
        inListAt: list, at: document.records(inListAt: list).count)
      let values = [
        (RepresentationKey.from, from), (RepresentationKey.means, means.rawValue),
        (RepresentationKey.date, date.description), (RepresentationKey.words, words),
      ]
      for (key, value) in values {
        try document.set(.text(value), at: ObjectAddress(record: record, key: key))
      }
      try Self.add(scopes, to: record, in: &document)
      return record
    }
  }

  /// Decides a representation: what it is about may then change, or the reason is given.
  ///
  /// - Parameter scopes: more places that may change because of it.
  /// - Throws: `unknownRecord`, `unknownField`.
  package mutating func decideRepresentation(
    _ id: EventID, _ decision: Representation.Decision, reason: String,
    adding scopes: Set<RepresentationScope> = []
  ) throws(ContentError) {
    let list = ObjectAddress(key: RepresentationKey.list)
    guard document.list(ofRecord: id) == list else { throw .unknownRecord }
    for scope in scopes { try check(scope) }
    try changing { (document: inout Document) throws(DocumentError) in
      try Self.add(scopes, to: id, in: &document)
      if !reason.isEmpty {
        try document.set(
          .text(reason), at: ObjectAddress(record: id, key: RepresentationKey.reason))
      }
      try document.set(
        .text(decision.rawValue), at: ObjectAddress(record: id, key: RepresentationKey.decision))
    }
  }

  /// Everything the family said about the part, in the order in which it was written down.
  package var representations: [Representation] {
    document.records(inListAt: ObjectAddress(key: RepresentationKey.list)).map { record in
      func text(_ key: String) -> String {
        document.value(ofRegister: key, in: record.id).text ?? ""
      }
      let scopes = document.set(
        at: ObjectAddress(record: record.id, key: RepresentationKey.scopes))
      return Representation(
        id: record.id, part: id, from: text(RepresentationKey.from),
        means: Representation.Means(rawValue: text(RepresentationKey.means)),
        date: CivilDate(text(RepresentationKey.date)), words: text(RepresentationKey.words),
        decision: Representation.Decision(rawValue: text(RepresentationKey.decision)),
        reason: text(RepresentationKey.reason),
        scopes: Set(scopes.compactMap { $0.text.flatMap { RepresentationScope($0) } }),
        recorder: record.id.agent)
    }
  }

  /// What an operation on a representation may look like.
  ///
  /// - Throws: `unknownField`, `wrongKind`.
  func checkRepresentation(_ operation: BatchContents.Summary) throws(ContentError) {
    let key = operation.address.key
    let registers = [
      RepresentationKey.from, RepresentationKey.means, RepresentationKey.date,
      RepresentationKey.words, RepresentationKey.decision, RepresentationKey.reason,
    ]
    switch operation.action {
    case .setField where registers.contains(key): break
    case .changeSet where key == RepresentationKey.scopes: break
    default: throw .unknownField(key)
    }
    guard case .text = operation.value else { throw .wrongKind(field: key, expected: .line) }
  }

  private static func add(
    _ scopes: Set<RepresentationScope>, to record: EventID, in document: inout Document
  ) throws(DocumentError) {
    let address = ObjectAddress(record: record, key: RepresentationKey.scopes)
    for text in scopes.map(\.text).sorted() { try document.add(.text(text), toSetAt: address) }
  }

  private func check(_ scope: RepresentationScope) throws(ContentError) {
    switch scope {
    case .part: break
    case .own(let key):
      guard template.field(key) != nil || template.list(key) != nil else {
        throw .unknownField(key)
      }
    case .record(let record): _ = try list(of: record)
    case .field(let record, let key): _ = try field(key, of: record)
    }
  }
}
