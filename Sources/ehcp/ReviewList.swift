import CRDT
import Client
import Plan
import Terminal

/// What waits for a person, as it stood when it was listed.
struct ReviewList: Sendable {
  let plan: OpenPlan
  let view: PlanView
  let items: [ReviewItem]
  private let parts: [PartID: PartDocument]

  /// Reads the list; the workspace is let go of again, because a person will now think.
  init(_ session: Session, _ invocation: Invocation) async throws {
    let workspace = try session.workspace()
    plan = try session.plan(invocation, in: workspace)
    view = try workspace.view(plan, finding: .reviews)
    items = view.parts.flatMap(\.reviews).map { [view] in Self.sorted($0, in: view) }
    var parts: [PartID: PartDocument] = [:]
    for part in Set(items.map(\.place.part)) {
      parts[part] = try workspace.part(part, of: plan)
    }
    self.parts = parts
  }

  /// An item with its sides by name, which is an order people can foresee. Deletions stay first.
  private static func sorted(_ item: ReviewItem, in view: PlanView) -> ReviewItem {
    guard item.kind != .deletion else { return item }
    var item = item
    item.sides.sort { left, right in
      let names = (view.authors[left.author]?.name ?? "", view.authors[right.author]?.name ?? "")
      return names.0 != names.1 ? names.0 < names.1 : left.author < right.author
    }
    return item
  }

  /// An item as it is shown, under its number.
  func text(of index: Int, _ session: Session) -> String {
    let item = items[index]
    let style = session.console.outputStyle
    var table = Table()
    if item.kind == .suggestion {
      let was = item.before.map { "“\(Escaping.line($0))” → " } ?? ""
      table.add(["   suggested", "\(was)“\(Escaping.line(item.merged))”"])
    } else if let before = item.before {
      table.add(["   before", Escaping.line(before)])
    }
    for (number, side) in item.sides.enumerated() {
      let name = Showing.name(of: side.author, in: view)
      table.add(["   [\(number + 1)] \(name)", words(of: side, number, in: item)])
    }
    table.add([
      "   now", standing(item),
    ])
    return style.bold("\(index + 1)  \(item.place)") + "\n" + table.text(style: style)
  }

  private func standing(_ item: ReviewItem) -> String {
    switch item.kind {
    case .deletion: "kept, until somebody decides"
    case .suggestion:
      item.sides.allSatisfy { $0.words == "accepted" }
        ? "accepted twice: its words may stand twice, until somebody decides"
        : "accepted, until somebody decides"
    case .passage, .field: line(item.merged)
    case .move: "it stands as \(item.place), until somebody decides"
    }
  }

  private func words(of side: ReviewItem.Side, _ number: Int, in item: ReviewItem) -> String {
    switch item.kind {
    case .deletion:
      return number < deletions(of: item) ? "deleted it" : "edited it: \(line(side.words))"
    case .move: return destination(of: side)
    case .passage, .field, .suggestion: return line(side.words)
    }
  }

  /// `moved it after B.3 “Reading”`
  private func destination(of side: ReviewItem.Side) -> String {
    guard let place = side.destination?.predecessor else { return "moved it to the first place" }
    let title = side.words.isEmpty ? "" : " “\(Escaping.line(side.words))”"
    return "moved it after \(place)\(title)"
  }

  private func line(_ words: String) -> String {
    words.isEmpty ? "(nothing)" : Escaping.line(words)
  }

  /// How many of an item's sides, which come first, are deletions.
  private func deletions(of item: ReviewItem) -> Int {
    guard let part = view.part(item.place.part),
      let record = ShowCommand.record(at: item.place, in: part)
    else { return 0 }
    return record.deletion?.deletedBy.count ?? 0
  }

  var json: JSONValue {
    [
      "reviews": .array(
        items.map { item in
          [
            "kind": .string(item.kind.rawValue), "place": .string(item.place.description),
            "before": item.before.map { .string($0) } ?? .null,
            "sides": .array(
              item.sides.map { side in
                [
                  "author": .string(view.authors[side.author]?.name ?? ""),
                  "words": .string(side.words),
                  "number": side.destination.map { .integer(Int64($0.index) + 1) } ?? .null,
                ]
              }), "now": .string(item.merged),
          ]
        })
    ]
  }

  /// The decisions that fall on one field or record belong together: whoever settles it settles all
  /// that is open in it.
  func groups(_ decisions: [ReviewDecision]) -> [ReviewGroup] {
    var places: [Place] = []
    for item in items where !places.contains(item.place) { places.append(item.place) }
    return places.compactMap { place in
      let choices = zip(items, decisions).filter { $0.0.place == place }
      guard let part = parts[place.part], choices.contains(where: { $0.1 != .skip }) else {
        return nil
      }
      return ReviewGroup(
        part: part, place: place,
        choices: choices.map {
          ReviewGroup.Choice(item: $0.0, decision: $0.1, deletions: deletions(of: $0.0))
        })
    }
  }
}
