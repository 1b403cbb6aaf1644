package import CRDT

/// A replica of one text with its slow twin beside it: whatever is done is done to both.
package struct TwinReplica {
  package var document = Document()
  package private(set) var twin = TextTwin()
  private let agent: AgentID

  package static let address = ObjectAddress(key: "text")

  package init(_ agent: AgentID) {
    self.agent = agent
    document.begin(as: agent)
  }

  package var text: String { document.string(at: Self.address) }

  private var next: EventID { EventID(agent: agent, sequence: document.versionVector[agent]) }

  /// One edit somewhere: a word, or a few letters taken out, forwards or backspaced.
  package mutating func edit(_ random: inout SeededGenerator) throws(DocumentError) {
    let handle = try document.text(at: Self.address)
    let length = document.length(of: handle)
    if length > 0 && random.chance(oneIn: 3) {
      let count = Int.random(in: 1...min(5, length), using: &random)
      let position = Int.random(in: 0...length - count, using: &random)
      if random.chance(oneIn: 2) {
        try delete(at: position, length: count, in: handle)
      } else {
        for step in (0..<count).reversed() {
          try delete(at: position + step, length: 1, in: handle)
        }
      }
      return
    }
    let position = Int.random(in: 0...length, using: &random)
    let words = ["a", "bc", "é", "😀", "x\u{301}", "\r\n", "longer", "."]
    let word = words.randomElement(using: &random) ?? "a"
    let first = next
    try document.insert(word, at: position, in: handle)
    twin.insert(word, at: position, first: first)
  }

  private mutating func delete(
    at position: Int, length: Int, in handle: Document.Text
  ) throws(DocumentError) {
    let first = next
    try document.delete(at: position, length: length, in: handle)
    twin.delete(at: position, length: length, first: first)
  }

  /// Takes in everything the other has.
  package mutating func merge(_ other: TwinReplica) throws(DocumentError) {
    try document.pull(other.document)
    twin.merge(other.twin)
  }

  /// Saves the document and opens it again.
  package mutating func reopen(withSpines: Bool) throws(DocumentError) {
    document = try Document(trusting: document.saved(.quick, withSpines: withSpines))
    document.begin(as: agent)
  }

  /// The first thing in which the document and its twin differ; nil where they agree in all.
  package func mismatch() -> String? {
    if !text.utf8.elementsEqual(twin.text.utf8) { return "text" }
    let history = document.textHistory(at: Self.address)
    var visible = ""
    var items: [(EventID, Bool)] = []
    for run in history.runs {
      if run.isVisible { visible += run.text }
      for offset in 0..<run.length { items.append((moved(run.first, offset), run.isVisible)) }
    }
    if !visible.utf8.elementsEqual(text.utf8) { return "text of the runs" }
    let order = twin.order
    if items.map(\.0) != order.map(\.0) { return "order" }
    if items.map(\.1) != order.map(\.1) { return "what stands" }
    let deletions = twin.deletions
    var standing: [EventID] = []
    for (event, isVisible) in order {
      let found = history.position(of: event)
      if found?.position != standing.count || found?.isVisible != isVisible {
        return "position of \(event)"
      }
      if Set(history.deletions(of: event)) != deletions[event] ?? [] {
        return "deletions of \(event)"
      }
      if isVisible {
        if history.event(at: standing.count) != event { return "event at \(standing.count)" }
        standing.append(event)
      }
    }
    if history.event(at: standing.count) != nil { return "event past the end" }
    let range = standing.count / 3..<standing.count
    let authors = history.authors(of: range.lowerBound..<Int.max).flatMap { author in
      author.range.map { moved(author.first, $0 - author.range.lowerBound) }
    }
    return authors == Array(standing[range]) ? nil : "authors"
  }

  private func moved(_ event: EventID, _ offset: Int) -> EventID {
    EventID(agent: event.agent, sequence: event.sequence + UInt64(offset))
  }
}
