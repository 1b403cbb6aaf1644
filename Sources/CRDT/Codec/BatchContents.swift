/// What a batch holds, read and checked as far as it can be without the document it is meant for.
///
/// Layout, version 2 (numbers as LEB128, signed ones zigzag): the version; the length of the structure;
/// the structure:
///
///     agents (the author first; 16 bytes each), first sequence number,
///     linear pieces: length, parents (agent, sequence number)…,
///     objects: kind, record (0 for the root, else 1 + agent, sequence number), key,
///     operation runs: kind and object; length; position, as a difference from where the last run on
///       that object ended; the record moved,
///     values: what kind each is, and what it is but for numbers and texts written to a register;
///
/// then the content, that is those values and the inserted text as UTF-8: see ``BatchContent``.
/// Version 1, which did not part the two, was never released.
package struct BatchContents: Hashable, Sendable {
  package var agent: AgentID
  package var first: UInt64
  package var count: Int
  var pieces: [Piece] = []
  var targets: [Target] = []
  var runs: [Run] = []
  var values: [RegisterValue] = []
  var text: [UInt8] = []
  /// What hides the content, and which of it is erased.
  var cover = Cover.seal(.session(.zero))

  static let version: UInt64 = 2
  /// No batch holds more events than this.
  static let maximumCount = 1 << 24

  /// Events each upon the one before.
  struct Piece: Hashable, Sendable {
    var length: Int
    var parents: [EventID]
  }

  struct Target: Hashable, Sendable {
    var kind: ObjectKind
    var address: ObjectAddress
  }

  struct Run: Hashable, Sendable {
    var kind: OperationKind
    /// Index into `targets`.
    var target: Int
    var length: Int
    var position: Int
    /// `insert`: first byte in `text`. `write`, `add`, `remove`: index into `values`.
    var payload: Int
    /// `insert`: bytes.
    var byteCount = 0
    /// `slot`: the record moved; nil for a record created.
    var moved: EventID?
  }

  /// How the content's commitments are salted.
  enum Cover: Hashable, Sendable {
    case seal(BatchContent.Seal)
    /// Some of it is erased. `kinds`: of the values erased, by index, what they were.
    case pieces(
      values: [BatchContent.Piece], text: [BatchContent.Piece], cover: [ContentSeed],
      kinds: [Int: ValueKind])
  }

  /// One operation run as a judge needs it: what kind of thing it does, and where.
  package struct Summary: Hashable, Sendable {
    package enum Action: Hashable, Sendable {
      case editText
      case setField
      case changeSet
      case createRecord(EventID)
      case moveRecord(EventID)
      /// Deletes or restores the record of `address`.
      case deleteOrRestore
    }

    package var action: Action
    package var address: ObjectAddress
    /// The value written, added or removed.
    package var value: RegisterValue?
    /// Whether the value was erased: what stands in its place was not written by anyone.
    package var isErased = false
    /// The run's first event.
    package var event: EventID
  }

  /// Every operation run, in order.
  package var summaries: [Summary] {
    var sequence = first
    return runs.map { run in
      defer { sequence += UInt64(run.length) }
      let event = EventID(agent: agent, sequence: sequence)
      let action: Summary.Action
      var value: RegisterValue?
      let isErased = run.kind.takesValue && erasedValues[run.payload] != nil
      switch run.kind {
      case .insert, .deleteForward, .deleteBackward: action = .editText
      case .slot: action = run.moved.map { .moveRecord($0) } ?? .createRecord(event)
      case .write:
        action = targets[run.target].kind == .alive ? .deleteOrRestore : .setField
        value = values[run.payload]
      case .add, .remove:
        action = .changeSet
        value = values[run.payload]
      }
      return Summary(
        action: action, address: targets[run.target].address, value: value, isErased: isErased,
        event: event)
    }
  }

  /// The texts that were inserted, with the place of each: what a person would miss if the batch
  /// were not taken.
  package var insertions: [(address: ObjectAddress, text: String)] {
    runs.filter { $0.kind == .insert }.map { run in
      (
        address: targets[run.target].address,
        text: String(decoding: text[run.payload..<run.payload + run.byteCount], as: UTF8.self)
      )
    }
  }

  /// The events the first event was made upon, and every other parent named.
  package var parents: [EventID] { pieces.flatMap(\.parents) }
}
