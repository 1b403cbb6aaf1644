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
    guard let key = credentials?.key else { throw .notSignedIn }
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
    try store(contents, in: present, of: plan, key: key)
    return result
  }

  /// Plays an example into the plan's parts, as far as they are open here, in one go.
  ///
  /// - Throws: what does not fit or is not allowed; parts before it are filled then.
  package func fill(_ plan: OpenPlan, with example: ExamplePlan) throws(ClientError) {
    guard let key = credentials?.key else { throw .notSignedIn }
    var parts: [PartID: PartDocument] = [:]
    for id in example.parts.map(\.id) where plan.right(in: id) >= .edit {
      var working = try part(id, of: plan)
      working.document.begin(as: try writer(in: plan.address(id)))
      parts[id] = working
    }
    do { try example.fill(&parts) } catch { throw .content(error) }
    for (id, filled) in parts.sorted(by: { $0.key < $1.key }) {
      let present = try part(id, of: plan)
      let contents = filled.document.contents(after: present.document.versionVector)
      try store(contents, in: present, of: plan, key: key)
    }
  }

  /// Judges new work, and stores it in one transaction.
  private func store(
    _ contents: [BatchContents], in present: PartDocument, of plan: OpenPlan,
    key: Cryptography.KeyPair
  ) throws(ClientError) {
    if contents.isEmpty { return }
    var present = present
    let own: Set<AgentID>
    do { own = try store.ownAgents() } catch { throw ClientError(error) }
    for batch in contents { try judge(batch, in: present, of: plan, own: own) }
    do { try present.document.receive(contents) } catch { throw .content(.document(error)) }
    try append(contents, to: present.id, of: plan, key: key)
    documents[plan.address(present.id)] = present
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
    // The server may allow less than the tables do: it knows what is withheld, and what is signed.
    let right = plan.right(in: part.id)
    do {
      let kinds = try Judge.kinds(of: batch, in: part, isOwn: own.contains)
      guard kinds.allSatisfy({ $0.requiredRight <= right }) else {
        throw ClientError.mayOnly(right, part: part.id)
      }
    } catch { throw ClientError(error) }
  }

  private func append(
    _ contents: [BatchContents], to id: PartID, of plan: OpenPlan, key: Cryptography.KeyPair
  ) throws(ClientError) {
    let address = plan.address(id)
    let seed = seed(in: address)
    var chain: DigestChain
    do {
      chain = try store.digestChain(of: address, for: Set(contents.map(\.agent)))
    } catch { throw ClientError(error) }
    let batches = contents.map { chain.sign($0.stored(seed: seed), by: key) }
    try store.atomically(failure: ClientError.store) { (store) throws(ClientError) in
      let outcomes: [AppendOutcome]
      do { outcomes = try store.append(batches, to: address, now: .now()) } catch {
        throw ClientError(error)
      }
      for outcome in outcomes {
        guard case .stored = outcome else { throw .notStored(id, outcome) }
      }
    }
    for batch in batches {
      do { try session?.enqueue(batch, in: address.name) } catch {
        // A session that does not take it is made anew for the next round, from the store.
        session = nil
      }
    }
  }
}
