import CRDT

/// One stroke on its way to being undone: what it wrote, and what was there before.
struct Undoing {
  let stroke: PartStroke
  /// What the stroke was made upon.
  let base: [EventID]
  /// The records it created, in that order.
  let created: [EventID]
  /// The cells it wrote that are not of a record it created.
  let cells: [Cell]

  private let strokes: [PartStroke]
  private let history: CellHistory
  /// The stroke's first write to each cell, and where the history has the cell.
  private let writes: [Cell: (index: Int, first: EventID)]

  /// - Parameter links: the records that say where words come from.
  init(
    stroke: PartStroke, strokes: [PartStroke], cells history: CellHistory, base: [EventID],
    links: Set<EventID>
  ) {
    self.stroke = stroke
    self.strokes = strokes
    self.history = history
    self.base = base
    var writes: [Cell: (index: Int, first: EventID)] = [:]
    var created = Set<EventID>()
    for (index, entry) in history.entries.enumerated() {
      // Where words come from stays true.
      guard let own = entry.writes.first(where: { stroke.contains($0.event) }),
        !(entry.cell.record.map(links.contains) ?? false)
      else { continue }
      writes[entry.cell] = (index, own.event)
      if case .place(let record) = entry.cell, stroke.contains(record) { created.insert(record) }
    }
    self.writes = writes
    self.created = created.sorted()
    self.cells = writes.filter { cell, _ in !(cell.record.map(created.contains) ?? false) }
      .sorted { $0.value.first < $1.value.first }.map(\.key)
  }

  /// Whether a write is the stroke's, or brought the stroke's back by undoing what came after it.
  func stands(_ event: EventID, in cell: Cell) -> Bool {
    guard let index = writes[cell]?.index else { return false }
    var event = event
    for _ in 0...strokes.count {
      if stroke.contains(event) { return true }
      guard let later = strokes.first(where: { $0.contains(event) }), let target = later.reverses,
        let undone = strokes.first(where: { $0.id == target }),
        let write = history.entries[index].writes.first(where: { undone.contains($0.event) }),
        let earlier = history.standing(inCellAt: index, before: write.event).first
      else { return false }
      event = earlier.event
    }
    return false
  }

  /// What stood in a cell before the stroke; nil where nothing had been written.
  func before(_ cell: Cell) -> Document.RegisterEntry? {
    writes[cell].flatMap { history.standing(inCellAt: $0.index, before: $0.first).first }
  }
}
