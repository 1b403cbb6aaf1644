package import CRDT
package import Plan

/// One person's copy of a part with her strokes, as a device keeps them: what she can undo and redo.
package struct WritingReplica {
  package var part: PartDocument
  package let agent: AgentID
  package private(set) var strokes: [PartStroke] = []
  private var undoable: [Int64] = []
  private var redoable: [Int64] = []

  package init(_ template: PartTemplate, _ agent: AgentID) {
    part = PartDocument(id: template.id, template: template)
    self.agent = agent
    part.document.begin(as: agent)
  }

  /// Does something as one stroke.
  @discardableResult
  package mutating func stroke<Result>(
    reversing target: Int64? = nil,
    _ change: (inout PartDocument) throws(ContentError) -> Result
  ) throws(ContentError) -> Result {
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

  /// - Returns: what could not be undone; nil where there is nothing to undo.
  @discardableResult
  package mutating func undo() throws(ContentError) -> [UndoObstacle]? {
    guard let target = undoable.popLast() else { return nil }
    let count = strokes.count
    let obstacles = try reverse(target)
    if strokes.count > count { redoable.append(Int64(strokes.count)) }
    return obstacles
  }

  @discardableResult
  package mutating func redo() throws(ContentError) -> [UndoObstacle]? {
    guard let target = redoable.popLast() else { return nil }
    let count = strokes.count
    let obstacles = try reverse(target)
    if strokes.count > count { undoable.append(Int64(strokes.count)) }
    return obstacles
  }

  private mutating func reverse(_ target: Int64) throws(ContentError) -> [UndoObstacle] {
    let strokes = strokes
    let agent = agent
    return try stroke(reversing: target) { (part: inout PartDocument) throws(ContentError) in
      try part.undo(strokes[Int(target) - 1], among: strokes) { $0 == agent }
    }
  }

  /// Takes a batch in; false where something it was made upon is missing.
  package mutating func takes(_ batch: BatchContents) throws(DocumentError) -> Bool {
    try part.document.takes(batch)
  }

  /// Takes in everything the other has.
  package mutating func pull(_ other: WritingReplica) throws(DocumentError) {
    try part.document.pull(other.part.document)
  }

  /// Closes the part and opens it again from its saved bytes.
  package mutating func reopen(withSpines: Bool) throws(DocumentError) {
    part.document = try Document(loading: part.document.saved(.quick, withSpines: withSpines))
    part.document.begin(as: agent)
  }
}
