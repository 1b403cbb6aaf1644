import CRDT

/// As text, for marks beside a field.
extension EventStretch {
  /// The first event, a dash, and the last one's sequence number.
  var mark: String { "\(first)-\(last.sequence)" }

  /// Reads what `mark` writes; nil for anything else.
  init?(mark: String) {
    guard let cut = mark.lastIndex(of: "-"), let first = EventID(mark[..<cut]),
      let last = UInt64(mark[mark.index(after: cut)...])
    else { return nil }
    self.init(first: first, last: EventID(agent: first.agent, sequence: last))
  }
}
