import CRDT
import Client
import Plan
import Terminal

/// What others did, in sentences a person would say.
struct NewsWording {
  let view: PlanView

  /// The most sentences said at once.
  static let limit = 12

  func sentence(_ item: PlanNews.Item) -> String {
    switch item {
    case .comment(_, let place, let agent, let body, let answers):
      let verb = answers ? "answered" : body.contains("?") ? "asked" : "wrote"
      return "\(name(agent)) \(verb) in \(place): “\(Self.start(of: body))”"
    case .resolved(let label, let place, let isResolved):
      return "\(label), on \(place), was \(isResolved ? "closed" : "opened again")."
    case .suggested(let suggestion, let part):
      return "\(name(suggestion.author)) suggests \(part).\(suggestion.label)"
        + "\(Self.change(suggestion)). To decide: ehcp suggestions show \(part).\(suggestion.label)"
    case .decided(let suggestion, let part, let isOwn):
      return decision(suggestion, in: part, isOwn: isOwn)
    case .changed(let part, let places, let agents):
      return "\(part): \(Self.count(places)) changed\(by(agents)): \(Self.list(places))"
    case .added(let place, let title, let agent):
      return "\(noun(place)) \(place)\(Self.quoted(title)) was added by \(name(agent))."
    case .removed(let part, let title, let agents):
      return "\(part):\(Self.quoted(title)) was deleted\(by(agents))."
        + " To bring it back: ehcp restore"
    case .moved(let place, let title, let agents):
      return "\(noun(place))\(Self.quoted(title)) was moved\(by(agents)): it is \(place) now."
    case .review(let item):
      return "\(item.place): \(Wording.atOnce(item.kind)). \(Wording.meanwhile(item.kind))"
    }
  }

  /// What a program is told.
  func json(_ item: PlanNews.Item) -> JSONValue {
    var members: [JSONValue.Member] = [.init("part", .string(item.part.description))]
    func add(_ name: String, _ value: JSONValue) { members.append(.init(name, value)) }
    switch item {
    case .comment(_, let place, let agent, let body, let answers):
      add("kind", .string(answers ? "answer" : "comment"))
      add("place", .string(place.description))
      add("by", .string(view.authors[agent]?.name ?? ""))
      add("text", .string(body))
    case .resolved(let label, let place, let isResolved):
      add("kind", .string(isResolved ? "closed" : "reopened"))
      add("place", .string(place.description))
      add("comment", .string(label))
    case .suggested(let suggestion, let part), .decided(let suggestion, let part, _):
      if case .suggested = item { add("kind", "suggested") } else { add("kind", "decided") }
      add("suggestion", .string("\(part).\(suggestion.label)"))
      add("state", .string(suggestion.state.rawValue))
      add("by", .string(view.authors[suggestion.author]?.name ?? ""))
      add(
        "decided_by",
        .array(suggestion.decisions.map { .string(view.authors[$0.author]?.name ?? "") }))
    case .changed(_, let places, let agents):
      add("kind", "changed")
      add("places", .array(places.map { .string($0.description) }))
      add("by", names(agents))
    case .added(let place, let title, let agent):
      add("kind", "added")
      add("place", .string(place.description))
      add("title", .string(title))
      add("by", .string(view.authors[agent]?.name ?? ""))
    case .removed(_, let title, let agents):
      add("kind", "removed")
      add("title", .string(title))
      add("by", names(agents))
    case .moved(let place, let title, let agents):
      add("kind", "moved")
      add("place", .string(place.description))
      add("title", .string(title))
      add("by", names(agents))
    case .review(let item):
      add("kind", "review")
      add("place", .string(item.place.description))
    }
    return .object(members)
  }

  /// Says it all, below what was said before; what two people changed at once has its own message.
  func say(_ news: PlanNews, in console: Console) {
    let items = news.items.filter { if case .review = $0 { false } else { true } }
    for item in items.prefix(Self.limit) { console.say(nil, "  " + sentence(item)) }
    if items.count > Self.limit {
      console.say(
        nil, "  And \(items.count - Self.limit) more.", next: "ehcp status --since today")
    }
  }

  // MARK: -

  private func name(_ agent: AgentID) -> String {
    Showing.name(of: agent, in: view, withRole: true)
  }

  /// `M. Okoro accepted your suggestion F.S3`
  private func decision(_ suggestion: SuggestionView, in part: PartID, isOwn: Bool) -> String {
    let label = "\(part).\(suggestion.label)"
    let whose = isOwn ? "your suggestion" : "the suggestion"
    guard suggestion.state != .contested, let last = suggestion.decisions.first else {
      return "People decided differently on \(whose) \(label). To settle it: ehcp review"
    }
    let verb =
      switch last.kind {
      case .accepted: "accepted"
      case .rejected: "rejected"
      case .withdrawn: "withdrew"
      case .open: "opened again"
      }
    let reason = last.reason.isEmpty ? "." : ": “\(Self.start(of: last.reason))”"
    return "\(name(last.author)) \(verb) \(whose) \(label)\(reason)"
  }

  /// ` in F.2.what: “regular support” → “25 minutes”`
  private static func change(_ suggestion: SuggestionView) -> String {
    guard let first = suggestion.changes.first else { return "" }
    let was = first.was.plainText.isEmpty ? "" : "“\(start(of: first.was.plainText))” → "
    let with = first.with.plainText.isEmpty ? "nothing" : "“\(start(of: first.with.plainText))”"
    let more = suggestion.changes.count > 1 ? " and more" : ""
    return " in \(first.place): \(was)\(with)\(more)"
  }

  private func names(_ agents: [AgentID]) -> JSONValue {
    .array(Showing.names(of: agents, in: view).map { .string($0) })
  }

  private func by(_ agents: [AgentID]) -> String {
    let names = Showing.names(of: agents, in: view)
    return names.isEmpty ? "" : " by \(Counted.list(names))"
  }

  private func noun(_ place: Place) -> String {
    let list = place.collection.flatMap { view.template.part(place.part)?.list($0) }
    let noun = list?.singular ?? "record"
    return noun.prefix(1).uppercased() + noun.dropFirst()
  }

  private static func count(_ places: [Place]) -> String {
    Counted.of(places.count, "passage")
  }

  private static func list(_ places: [Place]) -> String {
    let names = places.prefix(3).map(\.description).joined(separator: ", ")
    return places.count > 3 ? names + " and more" : names
  }

  private static func quoted(_ title: String) -> String {
    title.isEmpty ? "" : " “\(start(of: title))”"
  }

  /// Enough of a text to know it by, on one line.
  private static func start(of text: String) -> String {
    let words = text.split { $0.isNewline || $0 == " " }.joined(separator: " ")
    guard words.count > 90 else { return Escaping.line(words) }
    return Escaping.line(String(words.prefix(80))) + "…"
  }
}
