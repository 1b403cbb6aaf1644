import CRDT

/// Small parts for the fuzzer to begin with, the same at every run.
enum Parts {
  static let text = ObjectAddress(key: "body")

  /// Two people's work, with some of everything in it and with concurrency.
  static func written() throws(DocumentError) -> (one: Document, other: Document) {
    var one = Document()
    one.begin(as: AgentID(high: 1, low: 0))
    var other = Document()
    other.begin(as: AgentID(high: 2, low: 0))
    try insert("añ😀d", at: 0, into: &one)
    let list = ObjectAddress(key: "items")
    let record = try one.insertRecord(inListAt: list, at: 0)
    try one.add(.text("é"), toSetAt: ObjectAddress(record: record, key: "links"))
    try pull(one, into: &other)
    let second = try other.insertRecord(inListAt: list, at: 1)
    try other.moveRecord(record, to: 1)
    try delete(at: 1, length: 2, in: &other)
    try insert("XY", at: 1, into: &other)
    try other.deleteRecord(second)
    try one.set(.integer(-7), at: ObjectAddress(record: record, key: "level"))
    try delete(at: 3, length: 1, in: &one)
    try delete(at: 2, length: 1, in: &one)
    try pull(other, into: &one)
    try one.set(.identifier(record), at: ObjectAddress(key: "level"))
    return (one, other)
  }

  static func pull(_ source: Document, into document: inout Document) throws(DocumentError) {
    for batch in source.batches(after: document.versionVector) { try document.receive(batch) }
  }

  private static func insert(
    _ words: String, at position: Int, into document: inout Document
  ) throws(DocumentError) {
    let handle = try document.text(at: text)
    try document.insert(words, at: position, in: handle)
  }

  private static func delete(
    at position: Int, length: Int, in document: inout Document
  ) throws(DocumentError) {
    let handle = try document.text(at: text)
    try document.delete(at: position, length: length, in: handle)
  }

  /// Asks a document everything a reader would; none of it may end the process.
  static func read(_ document: Document) {
    _ = document.string(at: text)
    let history = document.textHistory(at: text)
    for run in history.runs {
      _ = history.position(of: run.first)
      _ = history.deletions(of: run.first)
    }
    _ = history.authors(of: 0..<64)
    _ = document.records(inListAt: ObjectAddress(key: "items"))
    _ = document.batches(after: VersionVector())
    let half = document.agents.compactMap { agent -> EventID? in
      let next = document.versionVector[agent]
      return next > 0 ? EventID(agent: agent, sequence: next / 2) : nil
    }
    _ = try? document.comparison(of: text, from: half, to: document.frontier).passages()
    _ = try? document.version(at: half)
  }
}

/// Ends the process, so that the fuzzer sees it, where something does not hold.
func must(_ holds: Bool, _ law: String) {
  if !holds { broken(law) }
}

/// Ends the process: the only thing that libFuzzer takes for a finding.
func broken(_ law: String) -> Never {
  print("broken: \(law)")
  fatalError(law)
}
