package import CRDT

extension PartDocument {
  /// Takes back what a stroke did here, as far as it still stands, by new operations upon the present:
  /// what it inserted goes, what it deleted comes back linked to what it was, a value it wrote gives
  /// way to the one before, records go and come. Others' work is never taken back: what rests on it is
  /// left, and told.
  ///
  /// Undoing an undoing is how something is done again.
  ///
  /// - Parameters:
  ///   - strokes: the same person's strokes in this part, this one and all before it included.
  ///   - isOwn: whether an agent is that person's.
  /// - Returns: what could not be undone.
  package mutating func undo(
    _ stroke: PartStroke, among strokes: [PartStroke], isOwn: (AgentID) -> Bool
  ) throws(ContentError) -> [UndoObstacle] {
    guard let first = stroke.stretches.first?.first, document.contains(first) else { return [] }
    let cells = document.cellHistory(ofCellsWrittenBy: stroke.stretches)
    let links = document.records(inListAt: ObjectAddress(key: Reserved.restored)).map(\.id)
    let undoing = Undoing(
      stroke: stroke, strokes: strokes, cells: cells, base: document.parents(of: first),
      links: Set(links))
    if let obstacles = try undoDeciding(undoing, isOwn: isOwn) { return obstacles }
    var obstacles: [UndoObstacle] = []
    try undoTexts(undoing, isOwn: isOwn)
    for cell in undoing.cells {
      if let obstacle = try undo(cell, undoing, isOwn: isOwn) { obstacles.append(obstacle) }
    }
    for record in undoing.created.reversed() {
      if let obstacle = try undoCreation(of: record, isOwn: isOwn) { obstacles.append(obstacle) }
    }
    return obstacles
  }

  // MARK: Texts

  private mutating func undoTexts(
    _ undoing: Undoing, isOwn: (AgentID) -> Bool
  ) throws(ContentError) {
    let created = Set(undoing.created)
    let restorations = Restorations(of: document)
    for address in document.texts(changedBy: undoing.stroke.stretches) {
      if let record = address.record, created.contains(record) { continue }
      let base = undoing.base
      try changing { (document: inout Document) throws(DocumentError) in
        let comparison = try document.comparison(
          of: address, from: base, to: document.frontier)
        let mend = TextMend(comparison, restorations) { event in
          // What she wrote, or wrote again for what she wrote.
          isOwn(event.agent)
            && restorations.lives(of: event).contains(where: undoing.stroke.contains)
        } comesBack: { _, deletions in
          !deletions.isEmpty && deletions.allSatisfy(undoing.stroke.contains)
        }
        try mend.apply(to: &document, at: address)
      }
    }
  }

  // MARK: Values and records

  private mutating func undo(
    _ cell: Cell, _ undoing: Undoing, isOwn: (AgentID) -> Bool
  ) throws(ContentError) -> UndoObstacle? {
    // Looked at is looked at.
    if cell.key?.utf8.starts(with: Reserved.reviewedPrefix.utf8) ?? false { return nil }
    let standing = document.entries(of: cell)
    guard let winner = standing.first else { return nil }
    guard undoing.stands(winner.event, in: cell) else {
      if isOwn(winner.event.agent) { return nil }
      return .writtenSince(place(of: cell), by: winner.event.agent)
    }
    let others = standing.filter { !undoing.stands($0.event, in: cell) }
    let before = others.first ?? undoing.before(cell)
    switch cell {
    case .register(let address):
      try writeBack(before?.value, over: winner.value, at: address)
    case .membership(let value, let address):
      try changing { (document: inout Document) throws(DocumentError) in
        if before?.value == .flag(true) {
          try document.add(value, toSetAt: address)
        } else {
          try document.remove(value, fromSetAt: address)
        }
      }
    case .isAlive(let record):
      return try undoDeciding(record, stood: before?.value != .flag(false), winner, isOwn: isOwn)
    case .place(let record):
      try moveBack(record, undoing)
    }
    return nil
  }

  private mutating func writeBack(
    _ value: RegisterValue?, over present: RegisterValue, at address: ObjectAddress
  ) throws(ContentError) {
    var value = value ?? .none
    // What is reserved has no empty value of its own.
    if value == .none, case .flag = present, address.key.utf8.first == UInt8(ascii: "$") {
      value = .flag(false)
    }
    if value == present { return }
    try changing { (document: inout Document) throws(DocumentError) in
      try document.set(value, at: address)
    }
  }

  /// Takes back a deletion or a restoration.
  private mutating func undoDeciding(
    _ record: EventID, stood: Bool, _ decision: Document.RegisterEntry,
    isOwn: (AgentID) -> Bool
  ) throws(ContentError) -> UndoObstacle? {
    if stood {
      guard decision.value == .flag(false) else { return nil }
      try changing { (document: inout Document) throws(DocumentError) in
        try document.restoreRecord(record)
      }
      return nil
    }
    let others = document.edits(inRecord: record).filter {
      !isOwn($0.first.agent) && !document.happened($0.first, before: decision.event)
    }
    return try delete(record, unlessEditedBy: others)
  }

  private mutating func undoCreation(
    of record: EventID, isOwn: (AgentID) -> Bool
  ) throws(ContentError) -> UndoObstacle? {
    guard let list = document.list(ofRecord: record),
      document.records(inListAt: list).contains(where: { $0.id == record })
    else { return nil }
    return try delete(
      record, unlessEditedBy: document.edits(inRecord: record).filter { !isOwn($0.first.agent) })
  }

  private mutating func delete(
    _ record: EventID, unlessEditedBy others: [EventStretch]
  ) throws(ContentError) -> UndoObstacle? {
    guard others.isEmpty else {
      return .othersWork(
        place(record: record, field: nil), by: Set(others.map(\.first.agent)).sorted())
    }
    try changing { (document: inout Document) throws(DocumentError) in
      try document.deleteRecord(record)
    }
    return nil
  }

  /// Puts a record behind the one it stood behind.
  private mutating func moveBack(
    _ record: EventID, _ undoing: Undoing
  ) throws(ContentError) {
    guard let list = document.list(ofRecord: record) else { return }
    try changing { (document: inout Document) throws(DocumentError) in
      let old = try document.version(at: undoing.base).records(inListAt: list).map(\.id)
      let others = document.records(inListAt: list).map(\.id).filter { $0 != record }
      guard let place = old.firstIndex(of: record),
        others.count < document.records(inListAt: list).count
      else { return }
      let previous = old[..<place].last(where: others.contains)
      let index = previous.flatMap { others.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
      try document.moveRecord(record, to: index)
    }
  }

  private func place(of cell: Cell) -> Place {
    switch cell {
    case .register(let address), .membership(_, let address):
      place(record: address.record, field: address.key)
    case .isAlive(let record), .place(let record):
      place(record: record, field: nil)
    }
  }
}

extension Cell {
  /// The field's name; nil for what is about a whole record.
  fileprivate var key: String? {
    switch self {
    case .register(let address), .membership(_, let address): address.key
    case .isAlive, .place: nil
    }
  }
}
