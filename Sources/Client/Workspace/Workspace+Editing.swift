import CRDT
package import Plan
import Store
import Sync

extension Workspace {
  /// Makes an edit and stores it on this device.
  ///
  /// - Parameters:
  ///   - base: the part as the person saw it when she began; nil for as it stands. The edit is made
  ///     upon that very version and merged into the present, so that what came meanwhile is neither
  ///     lost nor undone.
  ///   - change: makes the edit in the copy it is given.
  /// - Returns: what `change` returned, once all of it is on disk; nothing is written where nothing
  ///   changed.
  /// - Throws: `content` and `refused` above all; nothing has changed then.
  @discardableResult
  package func edit<Result>(
    _ id: PartID, of plan: OpenPlan, from base: PartDocument? = nil,
    _ change: (inout PartDocument) throws(ContentError) -> Result
  ) throws(ClientError) -> Result {
    let prepared = try prepare(id, of: plan, from: base, change)
    try commit([prepared.work], of: plan)
    return prepared.result
  }

  /// Makes edits of several parts and stores them on this device, all or none.
  ///
  /// - Parameters:
  ///   - target: the stroke that these edits take back, if they do.
  ///   - change: makes the edits of one part in the copy it is given.
  /// - Throws: as ``edit(_:of:from:_:)`` does; nothing has changed then.
  package func edit(
    _ ids: [PartID], of plan: OpenPlan, reversing target: Int64? = nil,
    _ change: (inout PartDocument) throws(ContentError) -> Void
  ) throws(ClientError) {
    var works: [PreparedWork] = []
    for id in ids { works.append(try prepare(id, of: plan, from: nil, change).work) }
    try commit(works, of: plan, reversing: target)
  }

  /// Plays an example into the plan's parts, as far as they are open here, in one go.
  ///
  /// - Throws: what does not fit or is not allowed; nothing is filled then.
  package func fill(_ plan: OpenPlan, with example: ExamplePlan) throws(ClientError) {
    let parts = example.parts.map(\.id).filter { plan.right(in: $0) >= .edit }
    var writing = try WritingTogether(parts, of: plan, in: self)
    do { try example.fill(&writing.parts) } catch { throw .content(error) }
    try writing.judge(in: self)
    try commit(writing.works, of: plan)
  }

  /// Writes what a file holds into several parts and stores it on this device, all or none: first what
  /// the plan says, then what was said about it.
  ///
  /// - Throws: what does not fit or is not allowed; nothing has changed then.
  package func write(_ copy: PlanCopy, into ids: [PartID], of plan: OpenPlan) throws(ClientError) {
    var copy = copy
    var writing = try WritingTogether(ids, of: plan, in: self)
    do { try copy.fill(&writing.parts) } catch { throw .content(error) }
    try writing.judge(in: self)
    do { try copy.comment(on: &writing.parts) } catch { throw .content(error) }
    try writing.judge(in: self)
    try commit(writing.works, of: plan)
  }

  /// Parts that are written in together.
  private struct WritingTogether {
    /// To write in.
    var parts: [PartID: PartDocument] = [:]
    private let plan: OpenPlan
    private var judged: [PartID: PreparedWork] = [:]

    init(
      _ ids: [PartID], of plan: OpenPlan, in workspace: Workspace
    ) throws(ClientError) {
      guard workspace.credentials?.key != nil else { throw .notSignedIn }
      self.plan = plan
      for id in ids {
        var working = try workspace.part(id, of: plan)
        judged[id] = PreparedWork(contents: [], part: working)
        working.document.begin(as: try workspace.writer(in: plan.address(id)))
        parts[id] = working
      }
    }

    /// Judges what was written since it last was: batches of their own, so that none is cut between a
    /// comment and whose words it holds.
    mutating func judge(in workspace: Workspace) throws(ClientError) {
      for (id, working) in parts {
        guard let earlier = judged[id] else { continue }
        let contents = working.document.contents(after: earlier.part.document.versionVector)
        var work = try workspace.prepared(contents, in: earlier.part, of: plan)
        work.contents = earlier.contents + work.contents
        judged[id] = work
      }
    }

    var works: [PreparedWork] { judged.sorted { $0.key < $1.key }.map(\.value) }
  }

  /// New work in one part that was judged and can be stored.
  struct PreparedWork {
    var contents: [BatchContents]
    /// The part with the work in it.
    var part: PartDocument
  }

  private func prepare<Result>(
    _ id: PartID, of plan: OpenPlan, from base: PartDocument?,
    _ change: (inout PartDocument) throws(ContentError) -> Result
  ) throws(ClientError) -> (work: PreparedWork, result: Result) {
    guard credentials?.key != nil else { throw .notSignedIn }
    let present = try part(id, of: plan)
    var working = base ?? present
    if working.document.frontier != present.document.frontier {
      try renewWriter(in: plan.address(id))
    }
    working.document.begin(as: try writer(in: plan.address(id)))
    let before = working.document.versionVector
    let result: Result
    do { result = try change(&working) } catch { throw .content(error) }
    let contents = working.document.contents(after: before)
    return (try prepared(contents, in: present, of: plan), result)
  }

  /// Judges new work.
  func prepared(
    _ contents: [BatchContents], in present: PartDocument, of plan: OpenPlan
  ) throws(ClientError) -> PreparedWork {
    var present = present
    if contents.isEmpty { return PreparedWork(contents: [], part: present) }
    let own: Set<AgentID>
    do { own = try store.ownAgents() } catch { throw ClientError(error) }
    for batch in contents {
      try judge(batch, in: present, of: plan, own: own)
      // The next may write into records that this one makes.
      do { try present.document.receive([batch]) } catch { throw .content(.document(error)) }
    }
    return PreparedWork(contents: contents, part: present)
  }

  private func judge(
    _ batch: BatchContents, in part: PartDocument, of plan: OpenPlan, own: Set<AgentID>
  ) throws(ClientError) {
    let judgement = Judge.judge(
      batch, in: part, policy: plan.policy, member: plan.member, isOwn: own.contains)
    switch judgement {
    case .allowed: break
    case .refused(let reason): throw .refused(reason, part: part.id)
    case .invalid(let error): throw .content(error)
    }
    // The server may allow less than the tables do: it knows what is withheld.
    let right = plan.right(in: part.id)
    if right >= plan.policy.right(of: plan.member, in: part.id) { return }
    do {
      let kinds = try Judge.kinds(of: batch, in: part, isOwn: own.contains)
      guard kinds.allSatisfy({ right.allows($0) }) else {
        throw ClientError.mayOnly(right, part: part.id)
      }
    } catch { throw ClientError(error) }
  }

  /// Stores judged work in one transaction, as part of this workspace's stroke in the plan, or, where it
  /// takes back another stroke, as one of its own. A decision about a suggestion is one too: it is a
  /// batch of its own.
  ///
  /// - Parameter dealtWith: entries of the tray that the new work stands for: gone with it.
  func commit(
    _ works: [PreparedWork], of plan: OpenPlan, reversing target: Int64? = nil,
    dealtWith: [Int64] = []
  ) throws(ClientError) {
    guard let key = credentials?.key else { throw .notSignedIn }
    let works = works.filter { !$0.contents.isEmpty }
    if works.isEmpty && target == nil { return }
    var stored: [(address: PartAddress, batches: [StoredBatch])] = []
    let isAlone = target != nil || works.contains { $0.part.decides($0.contents) }
    var stroke = isAlone ? nil : strokes[plan.identifier]
    try store.atomically(failure: ClientError.store) { (store) throws(ClientError) in
      do {
        let number = try stroke ?? store.beginStroke(of: plan.id, reversing: target)
        stroke = number
        for work in works {
          let address = plan.address(work.part.id)
          var chain = try store.digestChain(
            of: address, for: Set(work.contents.map(\.agent)))
          let seed = seed(in: address)
          let batches = work.contents.map { chain.sign($0.stored(seed: seed), by: key) }
          for outcome in try store.append(batches, to: address, now: .now()) {
            guard case .stored = outcome else {
              throw ClientError.notStored(work.part.id, outcome)
            }
          }
          try store.add(batches, of: address, to: number)
          stored.append((address, batches))
        }
        for entry in dealtWith { try store.removeFromTray(entry) }
      } catch { throw ClientError(error) }
    }
    if !isAlone { strokes[plan.identifier] = stroke }
    for work in works { documents[plan.address(work.part.id)] = work.part }
    for (address, batches) in stored {
      for batch in batches {
        do { try session?.enqueue(batch, in: address.name) } catch {
          // A session that does not take it is made anew for the next round, from the store.
          session = nil
        }
      }
    }
  }
}
