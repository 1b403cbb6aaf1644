package import CRDT

/// What the family said about a served draft by telephone, by letter or at a meeting, as somebody of
/// the authority wrote it down (SEND Regulations 2014, reg 13(1)): in whose words, when, what was
/// decided, and which places may change because of it.
///
/// What a parent suggests in the plan itself is a representation too, and stands as a suggestion.
package struct Representation: Hashable, Sendable {
  package enum Means: String, Hashable, Sendable, CaseIterable {
    case phone, letter, meeting, email

    package var title: String { self == .phone ? "by telephone" : "by \(rawValue)" }
  }

  package enum Decision: String, Hashable, Sendable, CaseIterable {
    case accepted, refused
  }

  package var id: EventID
  /// The part it is written in.
  package var part: PartID
  /// Whose words they are; she may have no account.
  package var from: String
  package var means: Means?
  package var date: CivilDate?
  package var words: String
  /// Nil while nobody has decided.
  package var decision: Decision?
  /// Why it was refused, or only in part accepted.
  package var reason: String
  /// What it is about; once accepted, what may change because of it.
  package var scopes: Set<RepresentationScope>
  /// Who wrote it down.
  package var recorder: AgentID

  package init(
    id: EventID, part: PartID, from: String, means: Means?, date: CivilDate?, words: String,
    decision: Decision?, reason: String, scopes: Set<RepresentationScope>, recorder: AgentID
  ) {
    self.id = id
    self.part = part
    self.from = from
    self.means = means
    self.date = date
    self.words = words
    self.decision = decision
    self.reason = reason
    self.scopes = scopes
    self.recorder = recorder
  }
}

/// A stretch of a part that a representation is about.
package enum RepresentationScope: Hashable, Sendable {
  case part
  /// A field of the part's own, or the order and number of a list's records.
  case own(key: String)
  case record(EventID)
  case field(EventID, key: String)

  /// Whether an operation at `address` lies in it. That records come, go and move is an operation at
  /// their list's address, that one is deleted or restored at an address with an empty key.
  package func covers(_ address: ObjectAddress) -> Bool {
    switch self {
    case .part: true
    case .own(let key): address == ObjectAddress(key: key)
    case .record(let record): address.record == record
    case .field(let record, let key): address == ObjectAddress(record: record, key: key)
    }
  }

  /// As a set of the part's document holds it: record, slash, key; a star for all.
  var text: String {
    switch self {
    case .part: "*"
    case .own(let key): "/\(key)"
    case .record(let record): "\(record)/*"
    case .field(let record, let key): "\(record)/\(key)"
    }
  }

  init?(_ text: String) {
    if text.utf8.elementsEqual("*".utf8) {
      self = .part
      return
    }
    guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
    let key = String(text[text.utf8.index(after: slash)...])
    if key.isEmpty { return nil }
    if slash == text.startIndex {
      self = .own(key: key)
      return
    }
    guard let record = EventID(text[..<slash]) else { return nil }
    self = key.utf8.elementsEqual("*".utf8) ? .record(record) : .field(record, key: key)
  }
}

extension Place {
  /// The place as what a representation is about.
  package var scope: RepresentationScope {
    switch (record, field) {
    case (let record?, let field?): .field(record, key: field)
    case (let record?, nil): .record(record)
    case (nil, let field?): .own(key: field)
    case (nil, nil): collection.map { .own(key: $0) } ?? .part
    }
  }
}
