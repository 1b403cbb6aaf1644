package import CRDT
package import Plan

/// A replica of one need's description with its slow twin beside it: people write around the ends of
/// passages that others comment on and words that others suggest to replace.
package struct AnchorReplica {
  package private(set) var part: PartDocument
  private var twin = AnchorTwin()
  private let agent: AgentID
  private let need: EventID

  /// What somebody marked, by its first and last character, or by all of them.
  package enum Mark {
    case comment(EventID, start: EventID, end: EventID)
    case suggestion(EventID, words: [EventID], after: EventID?)
  }

  /// One replica for each agent, all of one need without words.
  package static func several(
    _ agents: [AgentID], of template: PartTemplate
  ) throws -> [AnchorReplica] {
    var part = PartDocument(id: template.id, template: template)
    part.document.begin(as: agents[0])
    let need = try part.addRecord(to: "needs")
    return agents.map { agent in
      var copy = part
      copy.document.begin(as: agent)
      return AnchorReplica(part: copy, agent: agent, need: need)
    }
  }

  private init(part: PartDocument, agent: AgentID, need: EventID) {
    self.part = part
    self.agent = agent
    self.need = need
  }

  private var address: ObjectAddress { ObjectAddress(record: need, key: "description") }
  package var length: Int { part.document.string(at: address).unicodeScalars.count }
  private var next: EventID {
    EventID(agent: agent, sequence: part.document.nextSequence(of: agent))
  }

  // MARK: What people do

  package mutating func insert(_ words: String, at position: Int) throws {
    let first = next
    let text = try part.document.text(at: address)
    try part.document.insert(words, at: position, in: text)
    twin.text.insert(words, at: position, first: first)
  }

  package mutating func delete(_ range: Range<Int>) throws {
    let first = next
    let text = try part.document.text(at: address)
    try part.document.delete(at: range.lowerBound, length: range.count, in: text)
    twin.text.delete(at: range.lowerBound, length: range.count, first: first)
  }

  package mutating func comment(on range: Range<Int>) throws -> Mark {
    let events = twin.events(in: range)
    let place = Place(part: part.id, collection: "needs", record: need, field: "description")
    let comment = try part.addComment("Why?", at: place, range: range)
    return .comment(comment, start: events[0], end: events[events.count - 1])
  }

  /// Suggests other words for those at `range`, or to put some in where it is empty.
  package mutating func suggest(at range: Range<Int>) throws -> Mark {
    let words = twin.events(in: range)
    let after =
      range.lowerBound == 0 ? nil : twin.events(in: range.lowerBound - 1..<range.lowerBound)[0]
    let suggestion = try part.suggest([
      SuggestedChange(
        .record(need), "description",
        .text(
          deleted: words.compactMap { EventStretch(first: $0, last: $0) }, after: after, was: "",
          with: "other"))
    ])
    return .suggestion(suggestion, words: words, after: after)
  }

  package mutating func merge(_ other: AnchorReplica) throws {
    try part.document.pull(other.part.document)
    twin.text.merge(other.twin.text)
  }

  // MARK: What they see

  /// Where a mark lies for the engine; nil where it is not known here or nothing of it stands.
  package func range(of mark: Mark) -> Range<Int>? {
    switch mark {
    case .comment(let id, _, _): part.view().comments.first { $0.id == id }?.range
    case .suggestion(let id, _, _): part.view(ofSuggestion: id)?.changes[0].range
    }
  }

  /// The first thing in which the engine and the twin differ; nil where they agree.
  package func mismatch(_ marks: [Mark]) -> String? {
    let text = part.document.string(at: address)
    if !text.utf8.elementsEqual(twin.text.text.utf8) { return "text" }
    let view = part.view()
    for mark in marks {
      switch mark {
      case .comment(let id, let start, let end):
        guard let comment = view.comments.first(where: { $0.id == id }) else { continue }
        let expected = twin.range(from: start, through: end)
        if comment.range != expected {
          return "comment \(comment.label) at \(describe(comment.range)), not \(describe(expected))"
        }
      case .suggestion(let id, let words, let after):
        guard let suggestion = view.suggestions.first(where: { $0.id == id }) else { continue }
        let change = suggestion.changes[0]
        let expected = twin.words(words, after: after)
        if change.range != expected.range {
          return "suggestion \(suggestion.label) at \(describe(change.range)), not \(expected)"
        }
        if (change.ground == .stands) != expected.isWhole {
          return "suggestion \(suggestion.label) is \(change.ground), twin \(expected)"
        }
      }
    }
    return nil
  }

  private func describe(_ range: Range<Int>?) -> String { range.map { "\($0)" } ?? "nowhere" }
}
