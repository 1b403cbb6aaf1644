package import CRDT

/// Consecutive events of one agent.
package struct EventRun: Hashable, Sendable {
  package var first: EventID
  package var last: EventID

  /// No run read from a document is longer, so that no forger's numbers overflow a sum.
  private static let limit: UInt64 = 1 << 24

  /// Nil where the two are not a first and a last event of one agent.
  package init?(first: EventID, last: EventID) {
    guard first.agent == last.agent, first.sequence <= last.sequence,
      last.sequence - first.sequence < Self.limit
    else { return nil }
    self.first = first
    self.last = last
  }

  init(first: EventID, length: Int) {
    self.first = first
    last = EventID(agent: first.agent, sequence: first.sequence + UInt64(length - 1))
  }

  package var count: UInt64 { last.sequence - first.sequence + 1 }

  /// The same events in as few runs as can be, in order: one form, however a history was cut.
  static func joined(_ runs: [EventRun]) -> [EventRun] {
    var result: [EventRun] = []
    for run in runs.sorted(by: { $0.first < $1.first }) {
      if let last = result.last, last.first.agent == run.first.agent,
        last.last.sequence + 1 >= run.first.sequence
      {
        if run.last > last.last { result[result.count - 1].last = run.last }
      } else {
        result.append(run)
      }
    }
    return result
  }

  package func contains(_ event: EventID) -> Bool {
    event.agent == first.agent && first.sequence <= event.sequence
      && event.sequence <= last.sequence
  }

  /// As text, for marks beside a field.
  var mark: String { "\(first)-\(last.sequence)" }

  /// Reads what `mark` writes; nil for anything else.
  init?(mark: String) {
    guard let cut = mark.lastIndex(of: "-"), let first = EventID(mark[..<cut]),
      let last = UInt64(mark[mark.index(after: cut)...])
    else { return nil }
    self.init(first: first, last: EventID(agent: first.agent, sequence: last))
  }

  /// The part of this run that lies in the run of `length` events from `other` on, as offsets from
  /// `other`; nil where there is none.
  func overlap(with other: EventID, length: Int) -> Range<Int>? {
    guard other.agent == first.agent, length > 0 else { return nil }
    let (end, overflow) = other.sequence.addingReportingOverflow(UInt64(length - 1))
    guard !overflow else { return nil }
    let low = max(first.sequence, other.sequence)
    let high = min(last.sequence, end)
    guard low <= high else { return nil }
    return Int(low - other.sequence)..<Int(high - other.sequence) + 1
  }
}
