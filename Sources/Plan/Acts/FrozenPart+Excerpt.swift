package import CRDT

/// A frozen part as it is kept: every word with the event that wrote it, so that words can be erased
/// from what was frozen, and the fingerprint stays.
///
/// The frame is the canonical content with its words taken out: of a text there is how many scalars
/// it has, of a line, an option, a date, a number or a quote that there is one. Members of sets and
/// flags stay in it, as they are structure in a batch too.
extension PartDocument {
  /// - Parameter seed: drawn at random for this excerpt alone.
  /// - Complexity: O(everything ever written in the part).
  package func excerpt(sealedBy seed: ContentSeed) -> Excerpt {
    var values: [(event: EventID, bytes: [UInt8])] = []
    var text = ""
    var spans: [Excerpt.Span] = []
    let frame = FrozenPart(view(finding: [])).content.mappingWords { place, kind, value in
      let address = ObjectAddress(record: place.record, key: place.key)
      switch (kind, value) {
      case (.text, .string):
        let runs = document.textHistory(at: address).visibleRuns
        spans += runs.map { Excerpt.Span(first: $0.first, count: $0.length) }
        text += runs.map(\.text).joined()
        return .integer(Int64(runs.reduce(0) { $0 + $1.length }))
      case (.line, _), (.choice, _), (.date, _), (.number, _):
        guard let entry = document.register(at: address).first, value != .null else {
          return .null
        }
        values.append((entry.event, Array(value.plainText.utf8)))
        return true
      default:
        return value
      }
    }
    return Excerpt(
      frame: Array((frame ?? .null).text().utf8), values: values, text: text, events: spans,
      seed: seed)
  }
}

extension FrozenPart {
  /// Reads a part as it is kept, in either of its forms; nil where the bytes are neither.
  package init?(kept bytes: [UInt8]) {
    guard bytes.first != UInt8(ascii: "{") else {
      self.init(bytes: bytes)
      return
    }
    guard let excerpt = try? Excerpt(decoding: bytes) else { return nil }
    self.init(excerpt)
  }

  /// The part with what is left of its words: of an erased date or number there is nothing, of what
  /// else was erased a full block in place of each scalar.
  package init?(_ excerpt: Excerpt) {
    let erased = String(BatchContent.erasedScalar)
    var values = excerpt.values[...]
    var text = Substring(excerpt.text).unicodeScalars
    var fits = true
    let frame = (try? JSONText.parse(excerpt.frame, limits: .init(bytes: 64 << 20)))?.value
    let content = frame?.mappingWords { _, kind, value in
      switch (kind, value) {
      case (.text, .integer(let count)):
        guard count >= 0, let end = Int(exactly: count).flatMap({ text.index(at: $0) }) else {
          fits = false
          return .null
        }
        defer { text = text[end...] }
        return .string(String(text[..<end]))
      case (.line, .bool), (.choice, .bool), (.date, .bool), (.number, .bool):
        guard let value = values.popFirst() else {
          fits = false
          return .null
        }
        let words = value.map { String(decoding: $0, as: UTF8.self) }
        switch kind {
        case .date: return words.map { .string($0) } ?? .null
        case .number: return words.flatMap { Int64($0) }.map { .integer($0) } ?? .null
        default: return .string(words ?? erased)
        }
      default:
        return value
      }
    }
    guard fits, values.isEmpty, text.isEmpty, let content else { return nil }
    self.init(bytes: Array(content.text().utf8))
  }
}

extension Substring.UnicodeScalarView {
  fileprivate func index(at count: Int) -> Index? {
    index(startIndex, offsetBy: count, limitedBy: endIndex)
  }
}

extension JSONValue {
  fileprivate var plainText: String {
    switch self {
    case .string(let text): text
    case .integer(let number): String(number)
    default: ""
    }
  }

  /// The canonical content of a frozen part with `change` made to every value a person wrote; what it
  /// gets besides is where the value stands and of what kind it is. Nil where this is no such content.
  fileprivate func mappingWords(
    _ change: ((record: EventID?, key: String), FieldKind, JSONValue) -> JSONValue
  ) -> JSONValue? {
    func mapped(_ owner: JSONValue, of record: EventID?) -> JSONValue? {
      owner.mappingElements(of: "fields") { field in
        guard case .string(let key) = field["key"], case .string(let name) = field["kind"],
          let kind = FieldKind(rawValue: name)
        else { return nil }
        return field.mappingMember("value") { change((record, key), kind, $0) }
      }
    }
    return mapped(self, of: nil)?.mappingElements(of: "lists") { list in
      list.mappingElements(of: "records") { record in
        guard case .string(let name) = record["id"], let id = EventID(name) else { return nil }
        return mapped(record, of: id)?.mappingElements(of: "citations") { citation in
          guard case .string(let name) = citation["id"], let id = EventID(name) else { return nil }
          return citation.mappingMember("quote") {
            change((id, PartDocument.CitationKey.quote), .line, $0)
          }
        }
      }
    }
  }

  private func mappingMember(
    _ key: String, _ change: (JSONValue) -> JSONValue?
  ) -> JSONValue? {
    guard case .object(var members) = self,
      let place = members.firstIndex(where: { $0.key == key }),
      let changed = change(members[place].value)
    else { return nil }
    members[place].value = changed
    return .object(members)
  }

  private func mappingElements(
    of key: String, _ change: (JSONValue) -> JSONValue?
  ) -> JSONValue? {
    mappingMember(key) { list in
      guard case .array(let elements) = list else { return nil }
      var changed: [JSONValue] = []
      for element in elements {
        guard let element = change(element) else { return nil }
        changed.append(element)
      }
      return .array(changed)
    }
  }
}
