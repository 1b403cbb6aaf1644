package import CRDT
package import Plan

/// Reads and writes the values of fields as people type them.
package struct ValueReader: Sendable {
  private let plan: PlanView

  /// - Parameter plan: where links are looked up.
  package init(plan: PlanView) { self.plan = plan }

  // MARK: Reading

  /// The value of `words` in a field.
  ///
  /// - Parameter present: what the field holds; links that cannot be resolved (their part is not
  ///   shared with this person) are recognised among it.
  package func value(
    _ words: String, for field: FieldTemplate, present: FieldValue = .empty
  ) throws(ValueError) -> FieldValue {
    if field.kind == .text { return words.isEmpty ? .empty : .text(words) }
    let word = Self.trimmed(words)
    if word.isEmpty { return .empty }
    switch field.kind {
    case .text: return .text(words)
    case .line:
      if word.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\r" }) { throw .severalLines }
      return .line(word)
    case .choice: return .choice(try option(word, of: field))
    case .date:
      guard let date = Self.date(word) else { throw .notADate(word) }
      return .date(date)
    case .number:
      guard let number = Int64(word) else { throw .notANumber(word) }
      return .number(number)
    case .flag:
      switch word.lowercased() {
      case "yes", "y", "true": return .flag(true)
      case "no", "n", "false": return .flag(false)
      default: throw .notYesOrNo(word)
      }
    case .links:
      let names = word.split { $0 == "," || $0 == " " || $0 == "\n" }.map(String.init)
      var links: [EventID] = []
      for name in names {
        let link = try self.link(name, for: field, present: present)
        if !links.contains(link) { links.append(link) }
      }
      return .links(links.sorted())
    }
  }

  /// The record that a link's address names: `B.2`, `B.tkwnf`, or a short name among those the field
  /// holds.
  package func link(
    _ name: String, for field: FieldTemplate, present: FieldValue = .empty
  ) throws(ValueError) -> EventID {
    let short = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    if case .links(let held) = present, let known = held.first(where: { $0.shortName == short }) {
      return known
    }
    if let place = try? PlaceReader.read(name, in: plan), let record = place.record,
      place.field == nil,
      field.targets.contains(where: { $0.part == place.part && $0.list == place.collection })
    {
      return record
    }
    throw .notALink(name, targets: field.targets.map(\.part.description))
  }

  private func option(_ word: String, of field: FieldTemplate) throws(ValueError) -> String {
    let lowered = word.lowercased()
    let found = field.options.first {
      $0.key.lowercased() == lowered || $0.title.lowercased() == lowered
    }
    guard let found else { throw .notAnOption(word, options: field.options.map(\.key)) }
    return found.key
  }

  /// A day as a person types it; nil for what is none.
  package static func day(_ words: String) -> CivilDate? { date(trimmed(words)) }

  /// `2026-11-23`, `23/11/2026`, `23 November 2026`, `23 Nov 2026`: the day before the month, as is
  /// usual in Britain.
  package static func date(_ word: String) -> CivilDate? {
    if let date = CivilDate(word) { return date }
    let pieces = word.split { $0 == "/" || $0 == "." || $0 == " " || $0 == "-" }
    guard pieces.count == 3, let day = Int(pieces[0]), pieces[2].utf8.count == 4,
      let year = Int(pieces[2])
    else { return nil }
    if let month = Int(pieces[1]) { return CivilDate(year: year, month: month, day: day) }
    let name = pieces[1].lowercased()
    guard name.utf8.count >= 3,
      let month = months.firstIndex(where: { $0.hasPrefix(name) })
    else { return nil }
    return CivilDate(year: year, month: month + 1, day: day)
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]

  /// Without white space at either end.
  static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }

  // MARK: Writing

  /// A value as ``value(_:for:present:)`` reads it.
  package func words(_ value: FieldValue) -> String {
    guard case .links(let links) = value else { return value.plainText }
    return links.map { name(of: $0) }.joined(separator: ", ")
  }

  /// A record's address by its short name, as in `B.tkwnf`, which stays when records move; the short
  /// name alone where its part is not shared with this person.
  package func name(of record: EventID) -> String {
    guard let found = find(record) else { return record.shortName }
    return "\(found.part).\(record.shortName)"
  }

  /// The title of a record: its first line; empty where it has none, or is not known here.
  package func title(of record: EventID) -> String {
    find(record).map { Self.title(of: $0.record) } ?? ""
  }

  package static func title(of record: RecordView) -> String {
    record.field("title")?.value.plainText
      ?? record.fields.first { $0.kind == .line }?.value.plainText ?? ""
  }

  private func find(_ record: EventID) -> (part: PartID, record: RecordView)? {
    for part in plan.parts {
      for collection in part.collections {
        if let found = collection.records.first(where: { $0.id == record }) {
          return (part.id, found)
        }
      }
    }
    return nil
  }
}
