import CRDT
import Client
import Plan
import Terminal

/// What people did, as a person would tell it, and as data.
struct Telling {
  let view: PlanView
  private let showing: Showing
  private let values: ValueReader

  init(_ view: PlanView, style: ConsoleStyle) {
    self.view = view
    showing = Showing(view, style: style)
    values = ValueReader(plan: view)
  }

  /// `F.2 Who: +12 −3 words`
  func line(_ change: PartChange) -> String {
    switch change.what {
    case .text(let added, let removed):
      "\(name(of: change.place)): \(Counted.words(added: added, removed: removed))"
    case .value(let before, let after):
      "\(name(of: change.place)): \(value(before)) → \(value(after))"
    case .links(let added, let removed):
      "\(name(of: change.place)): \(links(added: added, removed: removed))"
    case .recordAdded(let words):
      "added \(record(change))" + (words > 0 ? " (+\(Counted.of(words, "word")))" : "")
    case .recordRemoved: "deleted \(record(change))"
    case .recordRestored: "brought back \(record(change))"
    case .recordMoved: "moved \(record(change))"
    case .commented: "commented on \(name(of: change.place))"
    case .commentClosed(let isClosed):
      (isClosed ? "closed" : "opened again") + " a comment on \(name(of: change.place))"
    case .reviewed: "looked at \(name(of: change.place))"
    case .suggested(let number): "suggested changes: \(change.place.part).S\(number)"
    case .decided(let number, let kind):
      "\(Self.verb(kind)) suggestion \(change.place.part).S\(number)"
    case .versionNamed(let name): "named a version “\(Escaping.line(name))”"
    case .noted(let list): "\(change.place.part): \(Escaping.line(list.replacing("$", with: "")))"
    }
  }

  func json(_ change: PartChange) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("place", .string(change.place.description)),
      .init("record", change.place.record.map { .string($0.shortName) } ?? .null),
    ]
    func add(_ key: String, _ value: JSONValue) { members.append(.init(key, value)) }
    switch change.what {
    case .text(let added, let removed):
      add("what", "text")
      add("words_added", .integer(Int64(added)))
      add("words_removed", .integer(Int64(removed)))
    case .value(let before, let after):
      add("what", "value")
      add("before", .string(before.plainText))
      add("after", .string(after.plainText))
    case .links(let added, let removed):
      add("what", "links")
      add("added", .array(added.map { .string(values.name(of: $0)) }))
      add("removed", .array(removed.map { .string(values.name(of: $0)) }))
    case .recordAdded(let words):
      add("what", "record-added")
      add("words_added", .integer(Int64(words)))
    case .recordRemoved: add("what", "record-removed")
    case .recordRestored: add("what", "record-restored")
    case .recordMoved: add("what", "record-moved")
    case .commented: add("what", "commented")
    case .commentClosed(let isClosed):
      add("what", isClosed ? "comment-closed" : "comment-reopened")
    case .reviewed: add("what", "reviewed")
    case .suggested(let number):
      add("what", "suggested")
      add("suggestion", .string("\(change.place.part).S\(number)"))
    case .decided(let number, let kind):
      add("what", "\(kind.rawValue)")
      add("suggestion", .string("\(change.place.part).S\(number)"))
    case .versionNamed(let name):
      add("what", "version-named")
      add("name", .string(name))
    case .noted(let list):
      add("what", "noted")
      add("list", .string(list))
    }
    return .object(members)
  }

  private static func verb(_ kind: SuggestionDecision.Kind) -> String {
    switch kind {
    case .accepted: "accepted"
    case .rejected: "rejected"
    case .withdrawn: "withdrew"
    case .open: "opened again"
    }
  }

  /// `F.2 Who`; of a record that is gone its short name: `F.tkwnf Who`.
  func name(of place: Place) -> String {
    var words = place.part.description
    if let record = place.record {
      words += ".\(place.number.map(String.init) ?? record.shortName)"
    }
    guard let field = place.field else { return words }
    return "\(words) \(title(ofField: field, at: place))"
  }

  /// Why something was left as it is.
  func line(_ obstacle: UndoObstacle) -> String {
    switch obstacle {
    case .othersWork(let place, let by):
      let names = Counted.list(people(by))
      return "\(name(of: place)) was left: \(names) has worked on it since."
    case .writtenSince(let place, let by):
      return "\(name(of: place)) was left: \(Showing.name(of: by, in: view)) has changed it since."
    }
  }

  /// `Priya Shah (accepted: M. Okoro)`
  func hand(_ by: Attribution) -> String {
    var beside: [String] = []
    let name = Showing.name(of: by.writer, in: view)
    func add(_ what: String, _ agent: AgentID?) {
      guard let agent else { return }
      let other = Showing.name(of: agent, in: view)
      if other != name { beside.append("\(what): \(other)") }
    }
    add("accepted", by.acceptor)
    add("put back", by.restorer)
    return beside.isEmpty ? name : "\(name) (\(beside.joined(separator: ", ")))"
  }

  func json(_ by: Attribution?) -> JSONValue {
    guard let by else { return .null }
    func name(_ agent: AgentID?) -> JSONValue {
      agent.map { .string(view.authors[$0]?.name ?? "") } ?? .null
    }
    return [
      "words": name(by.writer), "accepted": name(by.acceptor), "put_back": name(by.restorer),
    ]
  }

  /// The names behind agents, each once.
  func people(_ agents: [AgentID]) -> [String] {
    var names: [String] = []
    for agent in agents {
      let name = Showing.name(of: agent, in: view)
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// A value in words; empty for none.
  func words(_ value: FieldValue) -> String { showing.words(value) }

  /// A value on one line: `“Reading words”`, or `nothing`.
  func value(_ value: FieldValue) -> String {
    let words = showing.words(value)
    return words.isEmpty ? "nothing" : "“\(words)”"
  }

  func title(ofField key: String, at place: Place) -> String {
    let part = view.template.part(place.part)
    let field = place.collection.flatMap { part?.list($0)?.field(key) } ?? part?.field(key)
    return Escaping.line(field?.title ?? key)
  }

  private func record(_ change: PartChange) -> String {
    let place = change.place
    let list = place.collection.flatMap { view.template.part(place.part)?.list($0) }
    let noun = list?.singular ?? "record"
    let title = change.title.isEmpty ? "" : " “\(Escaping.line(change.title))”"
    return "\(noun) \(name(of: place))\(title)"
  }

  private func links(added: [EventID], removed: [EventID]) -> String {
    var words: [String] = []
    if !added.isEmpty { words.append("linked to " + added.map(link).joined(separator: ", ")) }
    if !removed.isEmpty {
      words.append("no longer linked to " + removed.map(link).joined(separator: ", "))
    }
    return words.joined(separator: "; ")
  }

  func link(_ target: EventID) -> String {
    let title = values.title(of: target)
    let name = values.name(of: target)
    return title.isEmpty ? name : "“\(Escaping.line(title))” (\(name))"
  }
}
