import CRDT

/// One part of a frozen version: what a reader saw, in a form of its own, so that it can be read and
/// proved whatever becomes of the history it was taken from.
///
/// The canonical content is compact JSON with its members in a fixed order: equal content gives equal
/// bytes. Comments, suggestions and reviews are talk about the plan and are no part of it.
package struct FrozenPart: Hashable, Sendable {
  package var part: PartID
  package var content: JSONValue

  /// - Parameter part: the view of a part.
  package init(_ part: PartView) {
    self.part = part.id
    content = [
      "part": .string(part.id.description), "title": .string(part.title),
      "fields": .array(part.fields.map(Self.json)),
      "lists": .array(
        part.collections.map { list in
          [
            "key": .string(list.key), "title": .string(list.title),
            "records": .array(
              list.records.map { record in
                [
                  "id": .string(record.id.description),
                  "fields": .array(record.fields.map(Self.json)),
                  "citations": .array(
                    record.citations.map {
                      [
                        "id": .string($0.id.description), "report": .string($0.report.description),
                        "quote": .string($0.quote),
                      ]
                    }),
                ]
              }),
          ]
        }),
    ]
  }

  /// Reads the canonical bytes; nil where they are not such.
  package init?(bytes: [UInt8]) {
    guard let value = (try? JSONText.parse(bytes, limits: .init(bytes: 64 << 20)))?.value,
      case .string(let name) = value["part"]
    else { return nil }
    part = PartID(name)
    content = value
    guard view != nil else { return nil }
  }

  /// What is hashed, stored and signed.
  package var bytes: [UInt8] { Array(content.text().utf8) }

  /// The part as it was; nil where the content is not such.
  package var view: PartView? {
    guard case .string(let title) = content["title"], let fields = Self.fields(content),
      case .array(let lists) = content["lists"]
    else { return nil }
    var collections: [CollectionView] = []
    for list in lists {
      guard case .string(let key) = list["key"], case .string(let title) = list["title"],
        case .array(let values) = list["records"]
      else { return nil }
      var records: [RecordView] = []
      for value in values {
        guard case .string(let id) = value["id"], let id = EventID(id),
          let fields = Self.fields(value), let citations = Self.citations(value)
        else { return nil }
        var record = RecordView(id: id, number: records.count + 1, fields: fields)
        record.citations = citations
        records.append(record)
      }
      collections.append(CollectionView(key: key, title: title, records: records))
    }
    return PartView(id: part, title: title, fields: fields, collections: collections)
  }

  // MARK: Fields

  private static func json(_ field: FieldView) -> JSONValue {
    [
      "key": .string(field.key), "title": .string(field.title),
      "kind": .string(field.kind.rawValue), "value": json(field.value),
    ]
  }

  private static func json(_ value: FieldValue) -> JSONValue {
    switch value {
    case .empty: .null
    case .text(let text), .line(let text), .choice(let text): .string(text)
    case .date(let date): .string(date.description)
    case .number(let number): .integer(number)
    case .flag(let flag): .bool(flag)
    case .links(let targets): .array(targets.map { .string($0.description) })
    }
  }

  private static func fields(_ owner: JSONValue) -> [FieldView]? {
    guard case .array(let values) = owner["fields"] else { return nil }
    var fields: [FieldView] = []
    for value in values {
      guard case .string(let key) = value["key"], case .string(let title) = value["title"],
        case .string(let kind) = value["kind"], let kind = FieldKind(rawValue: kind),
        let content = value["value"], let read = Self.value(content, kind)
      else { return nil }
      fields.append(FieldView(key: key, title: title, kind: kind, value: read))
    }
    return fields
  }

  private static func citations(_ record: JSONValue) -> [CitationView]? {
    guard case .array(let values) = record["citations"] else { return nil }
    var citations: [CitationView] = []
    for value in values {
      guard case .string(let id) = value["id"], let id = EventID(id),
        case .string(let report) = value["report"], case .string(let quote) = value["quote"]
      else { return nil }
      citations.append(CitationView(id: id, report: PartID(report), quote: quote))
    }
    return citations
  }

  private static func value(_ json: JSONValue, _ kind: FieldKind) -> FieldValue? {
    switch (json, kind) {
    case (.null, _): return .empty
    case (.string(let text), .text): return .text(text)
    case (.string(let text), .line): return .line(text)
    case (.string(let text), .choice): return .choice(text)
    case (.string(let text), .date): return CivilDate(text).map { .date($0) }
    case (.integer(let number), .number): return .number(number)
    case (.bool(let flag), .flag): return .flag(flag)
    case (.array(let targets), .links):
      var links: [EventID] = []
      for target in targets {
        guard case .string(let text) = target, let event = EventID(text) else { return nil }
        links.append(event)
      }
      return .links(links)
    default: return nil
    }
  }
}

extension PlanView {
  /// A frozen version as a reader may see it.
  ///
  /// - Parameter act: the act that froze it.
  package init(
    reference: String, template: PlanTemplate, act: OfficialAct, parts: [PartView],
    withheld: [PartID] = []
  ) {
    let order = template.parts.map(\.id)
    let sorted = parts.sorted { left, right in
      let places = [left, right].map { order.firstIndex(of: $0.id) ?? order.count }
      return places[0] != places[1] ? places[0] < places[1] : left.id < right.id
    }
    self.init(
      reference: reference, template: template,
      phase: act.kind == .planIssued ? .final : .servedDraft, parts: sorted, withheld: withheld)
    acts = [act]
    frozenBy = act
  }
}
