/// One thing in a part that is replaced as a whole, so that of its writes the latest count: the
/// opposite of a text. What undoing, attribution and comparing ask about alike.
package enum Cell: Hashable, Sendable {
  /// A field's value.
  case register(ObjectAddress)
  /// Whether a value is in a set; each write says `flag(true)` or `flag(false)`.
  case membership(RegisterValue, ObjectAddress)
  /// Whether a record stands; each write says `flag(true)` or `flag(false)`.
  case isAlive(EventID)
  /// Where in its list a record stands; the writes have no value. The first is its creation.
  case place(EventID)

  /// The record the cell is about or in; nil at the part's root.
  package var record: EventID? {
    switch self {
    case .register(let address), .membership(_, let address): address.record
    case .isAlive(let record), .place(let record): record
    }
  }
}

extension Document {
  /// The writes to a cell that no later one has replaced, the one that counts first.
  package func entries(of cell: Cell) -> [RegisterEntry] {
    switch cell {
    case .register(let address):
      return register(at: address)
    case .membership(let value, let address):
      guard let object = find(address, .set) else { return [] }
      let heads = sets[objects.slots[object]].heads[value] ?? []
      return heads.map {
        RegisterEntry(value: .flag($0.isAdded), event: event(at: $0.version))
      }.sorted(by: Self.counts)
    case .isAlive(let record):
      guard let version = version(of: record), let alive = records[version]?.alive else {
        return []
      }
      return entries(ofRegister: objects.slots[alive]).sorted(by: Self.counts)
    case .place(let record):
      guard let version = version(of: record), let state = records[version] else {
        return []
      }
      return state.positions.map { RegisterEntry(value: .none, event: event(at: $0)) }
        .sorted(by: Self.counts)
    }
  }

  /// Of writes made at the same time, adding and keeping win; then the greatest event.
  fileprivate static func counts(_ one: RegisterEntry, before other: RegisterEntry) -> Bool {
    let wins = (one.value == .flag(true), other.value == .flag(true))
    return wins.0 != wins.1 ? wins.0 : one.event > other.event
  }

  /// Every write there ever was to the cells that some events wrote to.
  ///
  /// - Complexity: O(operation runs), little for those that wrote elsewhere.
  package func cellHistory(ofCellsWrittenBy stretches: [EventStretch]) -> CellHistory {
    // Cells of one object, or one record's places, are wanted together.
    var areWanted = [Bool](repeating: false, count: objects.count)
    var placed = Set<Int>()
    let log = wholeLog(keeping: true)
    forEachRun(of: stretches, in: log) { run in
      switch log.kind(run) {
      case .insert, .deleteForward, .deleteBackward: break
      case .slot: placed.insert(log.run(run).payload)
      case .add, .remove, .write: areWanted[log.object(run)] = true
      }
    }
    var history = CellHistory(document: self)
    for index in 0..<log.runs {
      let isSlot = log.kind(index) == .slot
      guard isSlot ? !placed.isEmpty : areWanted[log.object(index)] else { continue }
      let run = log.run(index)
      if isSlot && !placed.contains(run.payload) { continue }
      history.append(run, in: log)
    }
    return history
  }

  /// The texts that any of the events changed.
  package func texts(changedBy stretches: [EventStretch]) -> [ObjectAddress] {
    var found = Set<Int>()
    let log = wholeLog(keeping: true)
    forEachRun(of: stretches, in: log) { run in
      if objects.kind(log.object(run)) == .text { found.insert(log.object(run)) }
    }
    return found.sorted().map { address(ofObject: $0) }
  }

  /// The operation runs that any of the events are in; one may come several times.
  private func forEachRun(
    of stretches: [EventStretch], in log: OperationLog, _ body: (Int) -> Void
  ) {
    let graph = graph
    for stretch in stretches {
      var offset: UInt64 = 0
      while offset < stretch.count, let version = graph.version(of: stretch.event(at: offset)) {
        let run = log.runIndex(of: version)
        body(run)
        let end = min(log.range(run).upperBound, graph.spanEnd(containing: version))
        offset += UInt64(end - version)
      }
    }
  }

  /// What was written inside a record, or moved it; not what deleted or restored it, nor what created
  /// it. O(operation runs).
  package func edits(inRecord record: EventID) -> [EventStretch] {
    guard let version = version(of: record) else { return [] }
    var edits: [EventStretch] = []
    forEachRun { run in
      let operation = run.operation
      let isMove = operation.kind == .slot && operation.payload == version
      guard operation.start != version,
        isMove
          || objects.kind(operation.object) != .alive
            && isObject(operation.object, inside: version)
      else { return }
      var start = operation.start
      let end = operation.start + operation.length
      while start < end {
        let next = min(end, graph.spanEnd(containing: start))
        edits.append(EventStretch(first: event(at: start), count: UInt64(next - start)))
        start = next
      }
    }
    return edits
  }

  /// The addresses of all texts that were ever written in.
  package var textAddresses: [ObjectAddress] {
    (0..<objects.count).filter { objects.kind($0) == .text }.map { address(ofObject: $0) }
  }

  private func isObject(_ object: Int, inside record: Int) -> Bool {
    var current = objects.record(object)
    while let inner = current {
      if inner == record { return true }
      current = records[inner].flatMap { objects.record($0.list) }
    }
    return false
  }

  private func forEachRun(_ body: ((operation: OperationRun, log: OperationLog)) -> Void) {
    let log = wholeLog(keeping: true)
    for index in 0..<log.runs { body((log.run(index), log)) }
  }
}

/// Every write to some cells of one document.
package struct CellHistory: Sendable {
  /// A cell, and every write to it, in an order in which none comes before what it was made upon.
  package struct Entry: Sendable {
    package let cell: Cell
    package fileprivate(set) var writes: [Document.RegisterEntry]
  }

  /// In the order of their first writes.
  package private(set) var entries: [Entry] = []
  private let document: Document
  /// Where a cell's entry is. By numbers of this process, since hashing each cell takes longer than all
  /// the rest: by object for registers; by object and value, and by record, for the others.
  private var indexOfRegister: [Int32]
  private var indexOfMembership: [Int: [RegisterValue: Int]] = [:]
  private var indexOfPlace: [Int: Int] = [:]

  fileprivate init(document: Document) {
    self.document = document
    indexOfRegister = Array(repeating: -1, count: document.objects.count)
  }

  fileprivate mutating func append(_ run: OperationRun, in log: OperationLog) {
    switch run.kind {
    case .insert, .deleteForward, .deleteBackward: return
    case .slot:
      let index = indexOfPlace[run.payload] ?? begin(.place(document.event(at: run.payload)))
      indexOfPlace[run.payload] = index
      append(.none, run, to: index)
    case .add, .remove:
      let value = log.values[run.payload]
      let index =
        indexOfMembership[run.object]?[value]
        ?? begin(.membership(value, document.address(ofObject: run.object)))
      indexOfMembership[run.object, default: [:]][value] = index
      append(.flag(run.kind == .add), run, to: index)
    case .write:
      if indexOfRegister[run.object] < 0 {
        let address = document.address(ofObject: run.object)
        let isAlive = document.objects.kind(run.object) == .alive
        guard let cell = isAlive ? address.record.map({ .isAlive($0) }) : Cell.register(address)
        else { return }
        indexOfRegister[run.object] = Int32(truncatingIfNeeded: begin(cell))
      }
      append(log.values[run.payload], run, to: Int(indexOfRegister[run.object]))
    }
  }

  private mutating func begin(_ cell: Cell) -> Int {
    entries.append(Entry(cell: cell, writes: []))
    return entries.count - 1
  }

  private mutating func append(_ value: RegisterValue, _ run: OperationRun, to index: Int) {
    let event = document.event(at: run.start)
    entries[index].writes.append(Document.RegisterEntry(value: value, event: event))
  }

  /// What stood in the cell of an entry for whoever made `event`, the write that counted first.
  package func standing(
    inCellAt index: Int, before event: EventID
  ) -> [Document.RegisterEntry] {
    let seen = entries[index].writes.filter {
      $0.event != event && document.happened($0.event, before: event)
    }
    let standing = seen.filter { one in
      !seen.contains { $0.event != one.event && document.happened(one.event, before: $0.event) }
    }
    return standing.sorted(by: Document.counts)
  }
}
