package import CRDT
package import Plan

/// What replicas must have in common to the byte.
package enum CanonicalBytes {
  /// Everything a reader sees of a part, member by member as the types are made, so that none is
  /// forgotten when one is added.
  package static func of(_ view: PartView) -> [UInt8] {
    var text = ""
    write(view, to: &text)
    return Array(text.utf8)
  }

  private static func write(_ value: Any, to text: inout String) {
    let mirror = Mirror(reflecting: value)
    // A value without members is told by its description: numbers, texts, cases.
    if mirror.children.isEmpty {
      text += String(reflecting: value)
      return
    }
    precondition(
      mirror.displayStyle != .set && mirror.displayStyle != .dictionary,
      "a view holds nothing whose order is chance")
    text += "\(mirror.subjectType)("
    for child in mirror.children {
      if let label = child.label { text += "\(label): " }
      write(child.value, to: &text)
      text += ", "
    }
    text += ")"
  }

  /// Every event a document holds: agents in order, each agent's events from the first on, with what
  /// each was made upon and what it did. How a replica cut them into batches and runs makes no
  /// difference.
  package static func ofEvents(_ document: Document) -> [UInt8] {
    var lines: [String] = []
    let batches = document.contents(after: VersionVector())
    for agent in Set(batches.map(\.agent)).sorted() {
      let events = document.versionVector[agent]
      lines.append("\(agent) \(events)")
      for sequence in 0..<events {
        let event = EventID(agent: agent, sequence: sequence)
        lines.append("\(event) upon \(document.parents(of: event))")
      }
    }
    let operations = batches.flatMap(\.summaries).filter { $0.action != .editText }
    lines += operations.sorted { $0.event < $1.event }.map { String(reflecting: $0) }
    let order = document.textAddresses.sorted {
      ($0.record?.description ?? "", $0.key) < ($1.record?.description ?? "", $1.key)
    }
    for address in order {
      lines.append("\(address)")
      lines += scalars(of: document.textHistory(at: address))
    }
    return Array(lines.joined(separator: "\n").utf8)
  }

  /// What stands where two differ first; nil where they are equal.
  package static func difference(_ one: [UInt8], _ other: [UInt8]) -> String? {
    if one == other { return nil }
    let start = zip(one, other).enumerated().first { $1.0 != $1.1 }?.offset
    let place = max(0, (start ?? min(one.count, other.count)) - 200)
    func excerpt(_ bytes: [UInt8]) -> String {
      String(decoding: bytes.dropFirst(place).prefix(400), as: UTF8.self)
    }
    return "“\(excerpt(one))” and “\(excerpt(other))”"
  }

  /// Every scalar ever written in a text, with all that took it out: a line each.
  private static func scalars(of history: TextHistory) -> [String] {
    history.runs.flatMap { run in
      zip(0..., run.text.unicodeScalars).map { offset, scalar in
        let event = EventID(agent: run.first.agent, sequence: run.first.sequence + UInt64(offset))
        return "\(event) \(scalar.value) \(history.deletions(of: event).sorted())"
      }
    }
  }
}
