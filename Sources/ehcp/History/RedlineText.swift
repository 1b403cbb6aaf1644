import CRDT
import Plan
import Terminal

/// A redline as lines for a terminal: what changed, with some words around it.
struct RedlineText {
  let telling: Telling
  let style: ConsoleStyle
  /// Shows unchanged words of changed texts in full.
  let isWhole: Bool
  let namesPeople: Bool

  private static let context = 8

  /// The text of all that changed; empty where nothing did.
  func text(_ redline: Redline) -> String {
    redline.parts.map { part in
      let lines =
        part.fields.map { field($0, at: Place(part: part.id)) }
        + part.collections.flatMap { collection in
          collection.records.map { record($0, in: collection, of: part) }
        }
      let changed = lines.joined()
      return changed.isEmpty ? "" : style.bold("\(part.id)  \(part.title)") + "\n" + changed
    }.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func record(
    _ record: Redline.Record, in collection: Redline.Collection, of part: Redline.Part
  ) -> String {
    let place = Place(
      part: part.id, collection: collection.key, record: record.id,
      number: record.numberAfter ?? record.numberBefore)
    let singular = telling.view.template.part(part.id)?.list(collection.key)?.singular ?? "record"
    let name = record.numberAfter == nil ? record.id.shortName : telling.name(of: place)
    var text = ""
    switch record.change {
    case .added(let by): text = "  \(singular) \(name) added\(hands([by]))\n"
    case .removed(let by):
      text = "  \(singular) \(part.id).\(record.id.shortName) deleted\(hands(by))\n"
    case .moved(let by):
      let from = record.numberBefore.map { " from \(part.id).\($0)" } ?? ""
      text = "  \(singular) \(name) moved\(from)\(hands([by]))\n"
    case nil: break
    }
    let isWhole = record.numberBefore == nil || record.numberAfter == nil
    return text
      + record.fields.map { field($0, at: place, namesPeople: !isWhole) }.joined()
  }

  private func hands(_ by: [Attribution]) -> String {
    namesPeople && !by.isEmpty ? " by \(Counted.list(by.map { telling.hand($0) }))" : ""
  }

  private func field(
    _ field: Redline.Field, at place: Place, namesPeople: Bool = true
  ) -> String {
    guard field.isChanged else { return "" }
    var place = place
    place.field = field.key
    let people = telling.people(field.changedBy.map(\.writer))
    let isNamed = self.namesPeople && namesPeople && !people.isEmpty
    let by = !isNamed ? "" : style.dim("  \(Counted.list(people))")
    let lines = style.changedLines(stretches(of: field), width: style.width - 4)
    return "  \(telling.name(of: place))\(by)\n" + lines.map { "    \($0)\n" }.joined()
  }

  private func stretches(
    of field: Redline.Field
  ) -> [(change: ConsoleStyle.Change, text: String)] {
    switch field.content {
    case .text(let stretches):
      return stretches.enumerated().map { index, stretch in
        let text = Escaping.lines(stretch.text)
        if stretch.change != .kept || isWhole { return (Self.change(stretch.change), text) }
        let neighbours = (index > 0, index < stretches.count - 1)
        return (.kept, shortened(text, keepsStart: neighbours.0, keepsEnd: neighbours.1))
      }
    case .value(let before, let after, _):
      let words = (telling.words(before), telling.words(after))
      return [(.deleted, words.0), (.kept, words.0.isEmpty ? "" : " "), (.inserted, words.1)]
        .filter { !$0.1.isEmpty }
    case .links(let links):
      return links.filter { $0.change != .kept }.enumerated().flatMap { index, link in
        [
          (ConsoleStyle.Change.kept, index == 0 ? "" : "; "),
          (Self.change(link.change), telling.link(link.target)),
        ]
      }
    }
  }

  private static func change(_ change: Redline.Change) -> ConsoleStyle.Change {
    switch change {
    case .kept: .kept
    case .inserted: .inserted
    case .deleted: .deleted
    }
  }

  /// Unchanged words, with those far from any change left out.
  private func shortened(_ text: String, keepsStart: Bool, keepsEnd: Bool) -> String {
    // By bytes, as lines are wrapped: looking for letters of many scalars takes long.
    let words = text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    let wanted = (keepsStart ? Self.context : 0) + (keepsEnd ? Self.context : 0)
    guard words.count > wanted + 4 else { return text }
    let sign = style.plain("…")
    let start = keepsStart ? text[..<words[Self.context - 1].endIndex] + " " : ""
    let end = keepsEnd ? " " + text[words[words.count - Self.context].startIndex...] : ""
    return start + sign + end
  }

  // MARK: In short

  /// A line for each change: where, and how much.
  func summary(_ redline: Redline) -> Table {
    var table = Table()
    for change in redline.changes {
      let names = Counted.list(telling.people(change.by.map(\.writer)))
      table.add([telling.name(of: change.place), Self.amount(change.what), names])
    }
    return table
  }

  private static func amount(_ what: Redline.PlacedChange.What) -> String {
    switch what {
    case .recordAdded: return "added"
    case .recordRemoved: return "deleted"
    case .recordMoved: return "moved"
    case .field(.text(let stretches)):
      func words(_ change: Redline.Change) -> Int {
        stretches.filter { $0.change == change }.reduce(0) { $0 + WordCount.of($1.text) }
      }
      return Counted.words(added: words(.inserted), removed: words(.deleted))
    case .field(.value): return "changed"
    case .field(.links(let links)):
      let added = links.count { $0.change == .inserted }
      let removed = links.count { $0.change == .deleted }
      return "+\(added) −\(removed) links"
    }
  }

  // MARK: For programs

  func json(_ redline: Redline) -> JSONValue {
    .array(
      redline.changes.map { change in
        var members: [JSONValue.Member] = [
          .init("place", .string(change.place.description)),
          .init("record", change.place.record.map { .string($0.shortName) } ?? .null),
          .init("by", .array(change.by.map { telling.json($0) })),
        ]
        members += json(change.what)
        return .object(members)
      })
  }

  private func json(_ what: Redline.PlacedChange.What) -> [JSONValue.Member] {
    switch what {
    case .recordAdded: return [.init("what", "record-added")]
    case .recordRemoved: return [.init("what", "record-removed")]
    case .recordMoved: return [.init("what", "record-moved")]
    case .field(.text(let stretches)):
      let values = stretches.map { stretch -> JSONValue in
        [
          "change": .string("\(stretch.change)"), "text": .string(stretch.text),
          "by": telling.json(stretch.by),
        ]
      }
      return [.init("what", "text"), .init("stretches", .array(values))]
    case .field(.value(let before, let after, _)):
      return [
        .init("what", "value"), .init("before", .string(before.plainText)),
        .init("after", .string(after.plainText)),
      ]
    case .field(.links(let links)):
      func names(_ change: Redline.Change) -> JSONValue {
        .array(links.filter { $0.change == change }.map { .string(telling.link($0.target)) })
      }
      return [
        .init("what", "links"), .init("added", names(.inserted)),
        .init("removed", names(.deleted)),
      ]
    }
  }
}
