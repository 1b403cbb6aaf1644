package import CRDT

/// Tells what each of many strokes did in one part, in one pass over the part's history.
package struct PartChanges {
  private let part: PartDocument
  private let places: PlaceIndex
  private let cells: CellHistory
  /// The strokes' stretches, each with its stroke's index.
  private let stretches: StretchIndex<Int>
  /// For each stroke what it did, by place.
  private var found: [[ObjectAddress: TextCount]]
  private var records: [[EventID: RecordChange]]
  /// For each stroke the cells it wrote that are not of a record it made, by their index in `cells`.
  private var writes: [[Int: Writes]]

  private struct TextCount {
    var added = ""
    var removed = ""
  }

  private enum RecordChange {
    case added, removed, restored, moved
  }

  private struct Writes {
    var first: EventID
    var last: RegisterValue
  }

  /// - Parameter strokes: each the events of one stroke; an event in none of them is passed over.
  /// - Complexity: O(history of what the strokes changed), and a look at each operation run of the part.
  package init(of part: PartDocument, strokes: [[EventStretch]]) {
    self.part = part
    places = PlaceIndex(part)
    let all = strokes.flatMap(\.self)
    cells = part.document.cellHistory(ofCellsWrittenBy: all)
    found = strokes.map { _ in [:] }
    records = strokes.map { _ in [:] }
    writes = strokes.map { _ in [:] }
    stretches = StretchIndex(
      strokes.enumerated().flatMap { index, stroke in stroke.map { ($0, index) } })
    for address in part.document.texts(changedBy: all) { readText(at: address) }
    // First which records were made: what stands in them is then told with them.
    for entry in cells.entries {
      if case .place(let record) = entry.cell { read(places: entry.writes, of: record) }
    }
    for (index, entry) in cells.entries.enumerated() { read(entry, at: index) }
  }

  /// What each stroke did, in the order the strokes were given; in each in the template's order.
  package var changes: [[PartChange]] { found.indices.map { changes(ofStrokeAt: $0) } }

  // MARK: Reading

  private func stroke(of event: EventID) -> (stretch: EventStretch, stroke: Int)? {
    stretches.entry(holding: event).map { ($0.stretch, $0.value) }
  }

  private mutating func readText(at address: ObjectAddress) {
    var previous: (added: Int?, removed: Int?) = (nil, nil)
    for run in part.document.textHistory(at: address).runs {
      var rest = run.text.unicodeScalars[...]
      var offset: UInt64 = 0
      while offset < UInt64(run.length) {
        let event = EventID(agent: run.first.agent, sequence: run.first.sequence + offset)
        let writer = stroke(of: event)
        let left = UInt64(run.length) - offset
        let inStretch = writer.map { $0.stretch.count - ($0.stretch.offset(of: event) ?? 0) }
        let count = Int(min(left, inStretch ?? left))
        if let writer {
          let gap = previous.added == writer.stroke ? "" : "\n"
          found[writer.stroke][address, default: TextCount()].added +=
            gap + String(rest.prefix(count))
        }
        previous.added = writer?.stroke
        rest = rest.dropFirst(count)
        offset += UInt64(count)
      }
      let deleter = run.deletions.first.flatMap { stroke(of: $0) }
      if let deleter {
        let gap = previous.removed == deleter.stroke ? "" : "\n"
        found[deleter.stroke][address, default: TextCount()].removed += gap + run.text
      }
      previous.removed = deleter?.stroke
    }
  }

  private mutating func read(places: [Document.RegisterEntry], of record: EventID) {
    for entry in places {
      guard let stroke = stroke(of: entry.event)?.stroke else { continue }
      if entry.event == record {
        records[stroke][record] = .added
      } else if records[stroke][record] == nil {
        records[stroke][record] = .moved
      }
    }
  }

  private mutating func read(_ entry: CellHistory.Entry, at index: Int) {
    for write in entry.writes {
      guard let stroke = stroke(of: write.event)?.stroke, !isAdded(entry.cell.record, stroke) else {
        continue
      }
      switch entry.cell {
      case .place: break  // Read before.
      case .isAlive(let record):
        records[stroke][record] = write.value == .flag(true) ? .restored : .removed
      case .register, .membership:
        let first = writes[stroke][index]?.first ?? write.event
        writes[stroke][index] = Writes(first: first, last: write.value)
      }
    }
  }

  // MARK: Telling

  private func changes(ofStrokeAt stroke: Int) -> [PartChange] {
    var changes: [(order: Order, change: PartChange)] = []
    func tell(_ place: Place, _ what: PartChange.What) {
      changes.append(
        (order(of: place), PartChange(place: place, what: what, title: title(of: place))))
    }
    for (record, change) in records[stroke] {
      guard let list = part.document.list(ofRecord: record) else { continue }
      if list.key.utf8.first == UInt8(ascii: "$") {
        if change == .added, list.key != PartDocument.Reserved.restored {
          tell(noted(record, in: list))
        }
        continue
      }
      let place = places.place(record: record, field: nil)
      switch change {
      case .added:
        let texts = found[stroke].filter { $0.key.record == record }.map(\.value.added)
        tell(place, .recordAdded(words: texts.reduce(0) { $0 + WordCount.of($1) }))
      case .removed: tell(place, .recordRemoved)
      case .restored: tell(place, .recordRestored)
      case .moved: tell(place, .recordMoved)
      }
    }
    for (address, count) in found[stroke] where !isAdded(address.record, stroke) {
      tell(
        places.place(record: address.record, field: address.key),
        .text(added: WordCount.of(count.added), removed: WordCount.of(count.removed)))
    }
    for change in valueChanges(stroke) { tell(change.place, change.what) }
    return changes.sorted { $0.order < $1.order }.map(\.change)

    func tell(_ change: PartChange) { tell(change.place, change.what) }
  }

  private func title(of place: Place) -> String {
    guard let record = place.record, let list = try? part.list(of: record),
      let field = list.fields.first(where: { $0.key == "title" })
        ?? list.fields.first(where: { $0.kind == .line })
    else { return "" }
    return part.view(of: field, record: record).value.plainText
  }

  private func isAdded(_ record: EventID?, _ stroke: Int) -> Bool {
    record.map { records[stroke][$0] == .added } ?? false
  }

  private func valueChanges(_ stroke: Int) -> [PartChange] {
    var changes: [PartChange] = []
    var links: [ObjectAddress: (added: [EventID], removed: [EventID])] = [:]
    for (index, write) in writes[stroke] {
      switch cells.entries[index].cell {
      case .register(let address):
        let before =
          cells.standing(inCellAt: index, before: write.first).first?.value ?? .none
        changes += self.changes(at: address, before: before, after: write.last)
      case .membership(.identifier(let target), let address):
        if write.last == .flag(true) {
          links[address, default: ([], [])].added.append(target)
        } else {
          links[address, default: ([], [])].removed.append(target)
        }
      case .membership(_, let address):
        changes += self.changes(at: address, before: .none, after: write.last)
      case .place, .isAlive:
        break
      }
    }
    for (address, change) in links where address.key.utf8.first != UInt8(ascii: "$") {
      changes.append(
        PartChange(
          place: places.place(record: address.record, field: address.key),
          what: .links(added: change.added.sorted(), removed: change.removed.sorted())))
    }
    return changes
  }

  private func changes(
    at address: ObjectAddress, before: RegisterValue, after: RegisterValue
  ) -> [PartChange] {
    if address.key.utf8.first == UInt8(ascii: "$") {
      let prefix = PartDocument.Reserved.reviewedPrefix
      if address.key.utf8.starts(with: prefix.utf8) {
        let place = places.place(
          record: address.record, field: String(address.key.dropFirst(prefix.count)))
        return [PartChange(place: place, what: .reviewed)]
      }
      if address.key == PartDocument.Reserved.decision, let record = address.record,
        let decision = SuggestionDecision(after, by: record.agent)
      {
        let number = Int(part.number(of: record))
        return [
          PartChange(place: Place(part: part.id), what: .decided(number, decision.kind))
        ]
      }
      if address.key == PartDocument.Reserved.resolved, let record = address.record {
        return [
          PartChange(place: commented(record), what: .commentClosed(after == .flag(true)))
        ]
      }
      return []
    }
    guard let field = try? part.field(address.key, of: address.record), field.kind != .links else {
      return []
    }
    return [
      PartChange(
        place: places.place(record: address.record, field: address.key),
        what: .value(
          before: field.kind.value(before) ?? .empty, after: field.kind.value(after) ?? .empty))
    ]
  }

  /// A record of a reserved list that was made.
  private func noted(_ record: EventID, in list: ObjectAddress) -> PartChange {
    switch list.key {
    case PartDocument.Reserved.comments:
      return PartChange(place: commented(record), what: .commented)
    case PartDocument.Reserved.suggestions:
      return PartChange(
        place: Place(part: part.id), what: .suggested(Int(part.number(of: record))))
    case PartDocument.Reserved.versions:
      let name = part.reader(of: record)(PartDocument.Reserved.name).text
      return PartChange(place: Place(part: part.id), what: .versionNamed(name ?? ""))
    default:
      return PartChange(place: Place(part: part.id), what: .noted(list.key))
    }
  }

  /// What a comment is about.
  private func commented(_ comment: EventID) -> Place {
    let value = part.reader(of: comment)
    return places.place(
      record: value(PartDocument.Reserved.record).event,
      field: value(PartDocument.Reserved.field).text)
  }

  // MARK: Order

  private struct Order: Comparable {
    var list: Int
    var number: Int
    var record: EventID
    var field: Int

    static func < (left: Order, right: Order) -> Bool {
      (left.list, left.number, left.record, left.field)
        < (right.list, right.number, right.record, right.field)
    }
  }

  private func order(of place: Place) -> Order {
    let list = part.template.lists.firstIndex { $0.key == place.collection }
    let fields = list.map { part.template.lists[$0].fields } ?? part.template.fields
    return Order(
      list: list ?? -1, number: place.number ?? .max,
      record: place.record ?? EventID(agent: AgentID(high: 0, low: 0), sequence: 0),
      field: fields.firstIndex { $0.key == place.field } ?? -1)
  }
}
