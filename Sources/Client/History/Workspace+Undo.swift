import CRDT
import Plan
import Store

extension Workspace {
  /// Takes back this person's last stroke on this device that she has not taken back yet, as far as it
  /// still stands, also after it was stored and others have gone on.
  ///
  /// - Returns: what that was; nil where there is nothing to undo.
  package func undo(_ plan: OpenPlan) throws(ClientError) -> UndoneStroke? {
    try reverse(try strokeStacks(of: plan).undoable, of: plan)
  }

  /// Does again what she undid last, if she has done nothing since.
  ///
  /// - Returns: what that was; nil where there is nothing to do again.
  package func redo(_ plan: OpenPlan) throws(ClientError) -> UndoneStroke? {
    try reverse(try strokeStacks(of: plan).redoable, of: plan)
  }

  /// How many strokes can be undone, and done again.
  package func undoCounts(
    of plan: OpenPlan
  ) throws(ClientError) -> (undo: Int, redo: Int) {
    let stacks = try strokeStacks(of: plan)
    return (stacks.undoable.count, stacks.redoable.count)
  }

  private func reverse(
    _ stack: [Stroke], of plan: OpenPlan
  ) throws(ClientError) -> UndoneStroke? {
    guard let stroke = stack.last else { return nil }
    let strokes = try storedStrokes(of: plan)
    let authors = try authors(of: plan)
    let account = try person()?.account
    let parts = plan.parts.filter { stroke.stretches[plan.address($0)] != nil }
    var undone = UndoneStroke(changes: [], obstacles: [], hasChanged: false)
    for id in parts {
      let part = try part(id, of: plan)
      let stretches = stroke.stretches[plan.address(id)] ?? []
      // Of what an undoing did, the person knows it as what it took back.
      let told = Self.root(of: stroke, in: strokes).stretches[plan.address(id)] ?? stretches
      undone.changes += PartChanges(of: part, strokes: [told]).changes[0]
    }
    var obstacles: [UndoObstacle] = []
    let before = try parts.map { (id) throws(ClientError) in
      try part(id, of: plan).document.eventCount
    }
    try edit(parts, of: plan, reversing: stroke.id) {
      (part: inout PartDocument) throws(ContentError) in
      let address = plan.address(part.id)
      let own = strokes.compactMap { $0.partStroke(in: address) }
      guard let target = own.first(where: { $0.id == stroke.id }) else { return }
      obstacles += try part.undo(target, among: own) { authors[$0]?.account == account }
    }
    undone.obstacles = obstacles
    let after = try parts.map { (id) throws(ClientError) in
      try part(id, of: plan).document.eventCount
    }
    undone.hasChanged = before != after
    return undone
  }

  /// The stroke that a chain of undoing and doing again began with.
  private static func root(of stroke: Stroke, in strokes: [Stroke]) -> Stroke {
    var stroke = stroke
    while let target = stroke.reverses, let earlier = strokes.first(where: { $0.id == target }),
      earlier.id < stroke.id
    { stroke = earlier }
    return stroke
  }

  // MARK: Acts

  private func storedStrokes(of plan: OpenPlan) throws(ClientError) -> [Stroke] {
    do { return try store.strokes(of: plan.id) } catch { throw ClientError(error) }
  }

  /// The strokes that can be undone and done again, the next one last.
  private func strokeStacks(
    of plan: OpenPlan
  ) throws(ClientError) -> (undoable: [Stroke], redoable: [Stroke]) {
    var stacks = StrokeStacks()
    for stroke in try storedStrokes(of: plan) { stacks.take(stroke) }
    return (try held(stacks.undoable, in: plan), try held(stacks.redoable, in: plan))
  }

  private func held(
    _ strokes: [Stroke], in plan: OpenPlan
  ) throws(ClientError) -> [Stroke] {
    var held: [Stroke] = []
    for stroke in strokes where try isHeld(stroke, in: plan) { held.append(stroke) }
    return held
  }

  /// Whether something of a stroke is still in the plan as it is here.
  private func isHeld(_ stroke: Stroke, in plan: OpenPlan) throws(ClientError) -> Bool {
    for id in plan.parts {
      guard let stretches = stroke.stretches[plan.address(id)] else { continue }
      let document = try part(id, of: plan).document
      if stretches.contains(where: { document.contains($0.first) }) { return true }
    }
    return false
  }
}

/// What stands to be undone and done again after some strokes.
struct StrokeStacks {
  private(set) var undoable: [Stroke] = []
  private(set) var redoable: [Stroke] = []
  private var undoings = Set<Int64>()

  mutating func take(_ stroke: Stroke) {
    guard let target = stroke.reverses else {
      undoable.append(stroke)
      redoable = []
      return
    }
    if undoings.contains(target) {
      redoable.removeAll { $0.id == target }
      undoable.append(stroke)
    } else {
      undoable.removeAll { $0.id == target }
      redoable.append(stroke)
      undoings.insert(stroke.id)
    }
  }
}

extension Stroke {
  /// What the stroke did in one part; nil where it did nothing there.
  fileprivate func partStroke(in part: PartAddress) -> PartStroke? {
    guard let stretches = stretches[part] else { return nil }
    return PartStroke(id: id, reverses: reverses, stretches: stretches)
  }
}
