import CRDT

/// How a change stands in the registers of its suggestion: each under `$`, its index, and what it is.
///
/// Events are identifiers, never text, so that work which a device moves to another agent goes on
/// naming what it named.
extension SuggestedChange {
  /// Of the names behind the index; those of `runs` are followed by a number of their own.
  enum Key {
    static let kind = "kind"
    static let record = "record"
    /// The index of the change that adds the record meant.
    static let added = "added"
    static let field = "field"
    static let with = "with"
    static let was = "was"
    static let after = "after"
    static let afterAdded = "after-added"
    static let wasAfter = "was-after"
    static let target = "target"
    static let runs = "runs"
    static let from = "from"
    static let through = "through"
  }

  /// More than any person writes, so that no forger's number keeps a reader busy.
  static let countLimit = 1_000
  static let runLimit = 10_000

  static func key(_ index: Int, _ name: String) -> String { "$\(index)-\(name)" }

  /// Whether a register of a suggestion belongs to one of its changes.
  static func isKey(_ key: String) -> Bool {
    let pieces = key.dropFirst().split(separator: "-", maxSplits: 1)
    return key.utf8.first == UInt8(ascii: "$") && pieces.count == 2 && Int(pieces[0]) != nil
  }

  /// The registers to write, in order.
  func registers(at index: Int) -> [(key: String, value: RegisterValue)] {
    var written: [(key: String, value: RegisterValue)] = []
    func write(_ name: String, _ value: RegisterValue) {
      if value != .none { written.append((Self.key(index, name), value)) }
    }
    write(Key.kind, .text(kind.rawValue))
    write(Key.field, .text(key))
    write(Key.record, subject.record)
    write(Key.added, subject.added)
    switch action {
    case .text(let deleted, let after, let was, let with):
      if let after { write(Key.after, .identifier(after)) }
      write(Key.was, .text(was))
      write(Key.with, .text(with))
      written += Self.registers(of: deleted, at: index)
    case .value(let was, let with):
      write(Key.was, was)
      write(Key.with, with)
    case .link(let target), .unlink(let target):
      write(Key.target, .identifier(target))
    case .add(let after):
      write(Key.after, after.record)
      write(Key.afterAdded, after.added)
    case .remove:
      break
    case .move(let after, let was):
      write(Key.after, after.record)
      write(Key.afterAdded, after.added)
      write(Key.wasAfter, was.record)
    }
    return written
  }

  /// The registers that say which words are to go.
  static func registers(
    of runs: [EventStretch], at index: Int
  ) -> [(key: String, value: RegisterValue)] {
    var written = [(key: key(index, Key.runs), value: RegisterValue.integer(Int64(runs.count)))]
    for (number, run) in runs.enumerated() {
      written.append((key(index, "\(Key.from)-\(number)"), .identifier(run.first)))
      written.append((key(index, "\(Key.through)-\(number)"), .identifier(run.last)))
    }
    return written
  }

  /// Reads the change back; nil where the registers hold none.
  init?(at index: Int, _ value: (String) -> RegisterValue) {
    func read(_ name: String) -> RegisterValue { value(Self.key(index, name)) }
    guard let kind = read(Key.kind).text.flatMap(SuggestedChangeView.Kind.init(rawValue:)),
      let key = read(Key.field).text
    else { return nil }
    let after = Subject(record: read(Key.after), added: read(Key.afterAdded), before: index)
    let action: Action
    switch kind {
    case .text:
      guard let runs = Self.runs(at: index, value) else { return nil }
      action = .text(
        deleted: runs, after: read(Key.after).event, was: read(Key.was).text ?? "",
        with: read(Key.with).text ?? "")
    case .value:
      action = .value(was: read(Key.was), with: read(Key.with))
    case .link, .unlink:
      guard let target = read(Key.target).event else { return nil }
      action = kind == .link ? .link(target) : .unlink(target)
    case .add:
      guard let after else { return nil }
      action = .add(after: after)
    case .remove:
      action = .remove
    case .move:
      guard let after, let was = Subject(record: read(Key.wasAfter), added: .none, before: 0)
      else { return nil }
      action = .move(after: after, was: was)
    }
    guard
      let subject = Subject(record: read(Key.record), added: read(Key.added), before: index)
    else { return nil }
    self.init(subject, key, action)
  }

  private static func runs(at index: Int, _ value: (String) -> RegisterValue) -> [EventStretch]? {
    guard case .integer(let count) = value(key(index, Key.runs)), (0...Int64(runLimit)) ~= count
    else { return nil }
    var runs: [EventStretch] = []
    for number in 0..<Int(count) {
      guard let first = value(key(index, "\(Key.from)-\(number)")).event,
        let last = value(key(index, "\(Key.through)-\(number)")).event,
        let run = EventStretch(first: first, last: last)
      else { return nil }
      runs.append(run)
    }
    return runs
  }

  var kind: SuggestedChangeView.Kind {
    switch action {
    case .text: .text
    case .value: .value
    case .link: .link
    case .unlink: .unlink
    case .add: .add
    case .remove: .remove
    case .move: .move
    }
  }
}

extension SuggestedChange.Subject {
  /// Nil where `added` is no change before the one that names it: so none goes round in circles.
  fileprivate init?(record: RegisterValue, added: RegisterValue, before index: Int) {
    if case .integer(let number) = added {
      guard number >= 0, number < index else { return nil }
      self = .added(Int(number))
    } else {
      self = record.event.map { .record($0) } ?? .part
    }
  }

  fileprivate var record: RegisterValue {
    if case .record(let record) = self { return .identifier(record) }
    return .none
  }

  fileprivate var added: RegisterValue {
    if case .added(let index) = self { return .integer(Int64(index)) }
    return .none
  }
}
