import CRDT
import Plan
import TestSupport
import Testing

/// One person's copy of section B with her strokes, as a device keeps them.
struct HistoryReplica {
  var part: PartDocument
  let agent: AgentID
  private(set) var strokes: [PartStroke] = []
  private(set) var undoable: [Int64] = []
  private(set) var redoable: [Int64] = []

  init(_ number: UInt64) throws {
    let template = try EnglandPack.template()
    let section = try #require(template.part(PartID("B")))
    part = PartDocument(id: section.id, template: section)
    agent = AgentID(high: number, low: number)
    part.document.begin(as: agent)
  }

  /// Does something as one stroke.
  @discardableResult
  mutating func stroke<Result>(
    reversing target: Int64? = nil,
    _ change: (inout PartDocument) throws(ContentError) -> Result
  ) throws -> Result {
    let first = part.document.nextSequence(of: agent)
    let result = try change(&part)
    let next = part.document.nextSequence(of: agent)
    if next > first {
      let stretch = EventStretch(
        first: EventID(agent: agent, sequence: first), count: next - first)
      strokes.append(
        PartStroke(id: Int64(strokes.count + 1), reverses: target, stretches: [stretch]))
      if target == nil {
        undoable.append(Int64(strokes.count))
        redoable = []
      }
    }
    return result
  }

  @discardableResult
  mutating func undo() throws -> [UndoObstacle]? {
    guard let target = undoable.popLast() else { return nil }
    let count = strokes.count
    let obstacles = try reverse(target)
    if strokes.count > count { redoable.append(Int64(strokes.count)) }
    return obstacles
  }

  @discardableResult
  mutating func redo() throws -> [UndoObstacle]? {
    guard let target = redoable.popLast() else { return nil }
    let count = strokes.count
    let obstacles = try reverse(target)
    if strokes.count > count { undoable.append(Int64(strokes.count)) }
    return obstacles
  }

  private mutating func reverse(_ target: Int64) throws -> [UndoObstacle] {
    let strokes = strokes
    let agent = agent
    let stroke = try #require(strokes.first { $0.id == target })
    return try self.stroke(reversing: target) { (part: inout PartDocument) throws(ContentError) in
      try part.undo(stroke, among: strokes) { $0 == agent }
    }
  }

  mutating func pull(_ other: HistoryReplica) throws {
    for batch in other.part.document.batches(after: part.document.versionVector) {
      try part.document.receive(batch)
    }
  }

  // MARK: Reading

  var needs: [EventID] {
    part.document.records(inListAt: ObjectAddress(key: "needs")).map(\.id)
  }

  func text(_ need: EventID, _ field: String = "description") -> String {
    part.document.string(at: ObjectAddress(record: need, key: field))
  }

  /// All that a reader sees, a line each.
  var dump: [String] { Self.dump(part) }

  static func dump(_ part: PartDocument) -> [String] {
    let view = part.view()
    func lines(_ fields: [FieldView], _ path: String) -> [String] {
      fields.filter { $0.value != .empty }.map { "\(path).\($0.key) \($0.value)" }
    }
    return lines(view.fields, "")
      + view.collections.flatMap { list in
        list.records.flatMap { ["\(list.key) \($0.id)"] + lines($0.fields, "\($0.id)") }
      } + view.comments.map { "C\($0.number) \($0.body) \(String(describing: $0.range))" }
  }
}

extension HistoryReplica {
  @discardableResult
  mutating func addNeed(_ title: String, _ description: String = "") throws -> EventID {
    try stroke { (part: inout PartDocument) throws(ContentError) in
      let need = try part.addRecord(to: "needs")
      try part.set(.line(title), field: "title", of: need)
      _ = try part.edit(description, field: "description", of: need)
      return need
    }
  }

  mutating func write(_ text: String, _ need: EventID) throws {
    try stroke { (part: inout PartDocument) throws(ContentError) in
      _ = try part.edit(text, field: "description", of: need)
    }
  }

  mutating func set(_ title: String, _ need: EventID) throws {
    try stroke { (part: inout PartDocument) throws(ContentError) in
      try part.set(.line(title), field: "title", of: need)
    }
  }
}
