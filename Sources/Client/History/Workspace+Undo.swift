import CRDT
import Plan
import Store

extension Workspace {
  /// Takes back this person's last act on this device that she has not taken back yet, as far as it
  /// still stands, also after it was stored and others have gone on.
  ///
  /// - Returns: what that was; nil where there is nothing to undo.
  package func undo(_ plan: OpenPlan) throws(ClientError) -> UndoneAct? {
    try reverse(try actStacks(of: plan).undoable, of: plan)
  }

  /// Does again what she undid last, if she has done nothing since.
  ///
  /// - Returns: what that was; nil where there is nothing to do again.
  package func redo(_ plan: OpenPlan) throws(ClientError) -> UndoneAct? {
    try reverse(try actStacks(of: plan).redoable, of: plan)
  }

  /// How many acts can be undone, and done again.
  package func undoCounts(
    of plan: OpenPlan
  ) throws(ClientError) -> (undo: Int, redo: Int) {
    let stacks = try actStacks(of: plan)
    return (stacks.undoable.count, stacks.redoable.count)
  }

  private func reverse(
    _ stack: [StoredAct], of plan: OpenPlan
  ) throws(ClientError) -> UndoneAct? {
    guard let act = stack.last else { return nil }
    let acts = try storedActs(of: plan)
    let authors = try authors(of: plan)
    let account = try person()?.account
    let parts = plan.parts.filter { act.stretches[plan.address($0)] != nil }
    var undone = UndoneAct(changes: [], obstacles: [], hasChanged: false)
    for id in parts {
      let part = try part(id, of: plan)
      let stretches = act.stretches[plan.address(id)] ?? []
      // Of what an undoing did, the person knows it as what it took back.
      let told = Self.root(of: act, in: acts).stretches[plan.address(id)] ?? stretches
      undone.changes += PartChanges(of: part, acts: [told]).changes[0]
    }
    var obstacles: [UndoObstacle] = []
    let before = try parts.map { (id) throws(ClientError) in
      try part(id, of: plan).document.eventCount
    }
    try edit(parts, of: plan, reversing: act.id) {
      (part: inout PartDocument) throws(ContentError) in
      let address = plan.address(part.id)
      let own = acts.compactMap { $0.partAct(in: address) }
      guard let target = own.first(where: { $0.id == act.id }) else { return }
      obstacles += try part.undo(target, among: own) { authors[$0]?.account == account }
    }
    undone.obstacles = obstacles
    let after = try parts.map { (id) throws(ClientError) in
      try part(id, of: plan).document.eventCount
    }
    undone.hasChanged = before != after
    return undone
  }

  /// The act that a chain of undoing and doing again began with.
  private static func root(of act: StoredAct, in acts: [StoredAct]) -> StoredAct {
    var act = act
    while let target = act.reverses, let earlier = acts.first(where: { $0.id == target }),
      earlier.id < act.id
    { act = earlier }
    return act
  }

  // MARK: Acts

  private func storedActs(of plan: OpenPlan) throws(ClientError) -> [StoredAct] {
    do { return try store.ownActs(of: plan.id) } catch { throw ClientError(error) }
  }

  /// The acts that can be undone and done again, the next one last.
  private func actStacks(
    of plan: OpenPlan
  ) throws(ClientError) -> (undoable: [StoredAct], redoable: [StoredAct]) {
    var stacks = ActStacks()
    for act in try storedActs(of: plan) { stacks.take(act) }
    return (try held(stacks.undoable, in: plan), try held(stacks.redoable, in: plan))
  }

  private func held(
    _ acts: [StoredAct], in plan: OpenPlan
  ) throws(ClientError) -> [StoredAct] {
    var held: [StoredAct] = []
    for act in acts where try isHeld(act, in: plan) { held.append(act) }
    return held
  }

  /// Whether something of an act is still in the plan as it is here.
  private func isHeld(_ act: StoredAct, in plan: OpenPlan) throws(ClientError) -> Bool {
    for id in plan.parts {
      guard let stretches = act.stretches[plan.address(id)] else { continue }
      let document = try part(id, of: plan).document
      if stretches.contains(where: { document.contains($0.first) }) { return true }
    }
    return false
  }
}

/// What stands to be undone and done again after some acts.
struct ActStacks {
  private(set) var undoable: [StoredAct] = []
  private(set) var redoable: [StoredAct] = []
  private var undoings = Set<Int64>()

  mutating func take(_ act: StoredAct) {
    guard let target = act.reverses else {
      undoable.append(act)
      redoable = []
      return
    }
    if undoings.contains(target) {
      redoable.removeAll { $0.id == target }
      undoable.append(act)
    } else {
      undoable.removeAll { $0.id == target }
      redoable.append(act)
      undoings.insert(act.id)
    }
  }
}

extension StoredAct {
  /// What the act did in one part; nil where it did nothing there.
  fileprivate func partAct(in part: PartAddress) -> PartAct? {
    guard let stretches = stretches[part] else { return nil }
    return PartAct(id: id, reverses: reverses, stretches: stretches)
  }
}
