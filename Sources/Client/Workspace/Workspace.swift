package import CRDT
import Foundation
package import Plan
import Store
import Sync

/// One person's plans on this device, opened: reading, editing, synchronising.
///
/// While it is open no other process has it: a program opens it, does its work and lets it go, and
/// never holds it while a person thinks.
///
/// Laws:
/// - an edit is on disk, signed, when the call returns; until then it changes nothing;
/// - an edit is judged by the server's own code before it is written;
/// - the agent that writes was drawn by this very folder: one that was copied or restored draws anew.
///
/// Not `Sendable`: it belongs to one task, and the folder is free again as soon as that lets it go.
package final class Workspace {
  package let home: HomeFolder
  let store: Store.WorkingCopy
  let templates: TemplateShelf
  var credentials: Credentials?

  /// Whether the store's agents are known to be its own.
  private var hasHand = false
  /// Who writes, once somebody has.
  private var writers: [PartAddress: AgentID] = [:]
  /// What hides the words written in each part since the workspace was opened.
  private var seeds: [PartAddress: ContentSeed] = [:]
  /// Parts as they stand, as far as they were asked for.
  var documents: [PartAddress: PartDocument] = [:]
  /// How many batches of each part had to be replayed since its snapshot; zero where one could not be.
  var replayed: [PartAddress: Int] = [:]
  /// Work that this sync has moved to other agents: what it was called, and what it is called now.
  var moves: [(agent: AgentID, first: UInt64, to: AgentID)] = []
  /// By plan, the stroke that what is edited belongs to, once something was.
  var strokes: [String: Int64] = [:]
  /// While a sync is under way.
  var session: ClientSession?
  /// When the server took in the last request, if it said so.
  var answered: UnixTime?

  /// Opens what is in `home`, making it if need be.
  ///
  /// - Parameters:
  ///   - templates: the packs this program carries.
  ///   - patience: how long to wait for another process, in milliseconds.
  package init(
    home: HomeFolder, templates: TemplateShelf, patience: Int = 5_000
  ) throws(ClientError) {
    try home.make()
    self.home = home
    self.templates = templates
    credentials = try Credentials.read(home)
    // Made and filled before anybody signs in: empty, it lost what it held.
    if credentials != nil, home.isDatabaseEmpty { throw .emptied(path: home.database) }
    do {
      store = try Store.WorkingCopy(path: home.database, patience: patience)
    } catch { throw Self.opening(error, in: home) }
  }

  /// SQLite does not say where it may not write.
  private static func opening(_ error: StoreError, in home: HomeFolder) -> ClientError {
    switch error {
    case .readOnly: .folder(path: home.path, errno: EACCES)
    case .database(let failure) where failure.code == cannotOpen:
      .folder(path: home.path, errno: EACCES)
    default: ClientError(error)
    }
  }

  /// `SQLITE_CANTOPEN` (<https://sqlite.org/rescode.html>).
  private static let cannotOpen: Int32 = 14

  // MARK: The person

  /// The signed-in person, or the one who was; nil before the first sign-in.
  package func person() throws(ClientError) -> (account: String, name: String, device: String)? {
    do {
      guard let account = try store.value(of: .account) else { return nil }
      return (
        account, try store.value(of: .accountName) ?? "", try store.value(of: .deviceLabel) ?? ""
      )
    } catch { throw ClientError(error) }
  }

  package var isSignedIn: Bool { credentials?.token != nil }

  // MARK: Plans

  /// The plans that are known here, by reference.
  package func plans() throws(ClientError) -> [PlanSummary] {
    do {
      let current = try store.value(of: .currentPlan)
      return try store.knownPlans().map { known in
        PlanSummary(
          identifier: known.plan.id.description, reference: known.plan.reference,
          role: RoleID(known.role), phase: known.plan.phase,
          isCurrent: known.plan.id.description == current)
      }
    } catch { throw ClientError(error) }
  }

  /// The plan of a reference, in any case of letters; without one, the current plan.
  ///
  /// - Throws: `unknownPlan`, with an empty reference if there is no current plan.
  package func plan(_ reference: String?) throws(ClientError) -> OpenPlan {
    do {
      var wanted = reference ?? ""
      if reference == nil { wanted = try store.value(of: .currentPlan) ?? "" }
      let lowered = wanted.lowercased()
      let known = try store.knownPlans().first {
        $0.plan.reference.lowercased() == lowered || $0.plan.id.description == wanted
      }
      guard let known else { throw ClientError.unknownPlan(wanted) }
      return try OpenPlan(
        known, templates: templates, states: try store.partStates(of: known.plan.id),
        acts: try store.acts(of: known.plan.id).compactMap { OfficialAct(known: $0) },
        account: try store.value(of: .account))
    } catch { throw ClientError(error) }
  }

  /// Makes a plan the one that is meant where none is named.
  package func setCurrent(_ plan: OpenPlan) throws(ClientError) {
    do { try store.set(.currentPlan, to: plan.id.description) } catch { throw ClientError(error) }
  }

  // MARK: Reading

  /// A part as it stands. A copy: edits go through ``edit(_:of:from:_:)``.
  package func part(_ part: PartID, of plan: OpenPlan) throws(ClientError) -> PartDocument {
    if let document = documents[plan.address(part)] { return document }
    return try keep(read(part, of: plan).open(), part, of: plan)
  }

  /// The parts as they stand, opened at once where they were not open yet.
  private func parts(of plan: OpenPlan) throws(ClientError) -> [PartDocument] {
    var stored: [StoredPart] = []
    for id in plan.parts where documents[plan.address(id)] == nil {
      stored.append(try read(id, of: plan))
    }
    let opened = Concurrently.map(stored) { part in
      Result { () throws(ClientError) in try part.open() }
    }
    for (part, opened) in zip(stored, opened) { _ = try keep(opened.get(), part.id, of: plan) }
    return try plan.parts.map { (id) throws(ClientError) in try part(id, of: plan) }
  }

  /// A part as it stood when its log ended at `cursor`.
  ///
  /// - Complexity: O(batches of the part), and O(history) where anything came since.
  package func part(
    _ id: PartID, of plan: OpenPlan, through cursor: UInt64
  ) throws(ClientError) -> PartDocument {
    var part = try part(id, of: plan)
    var vector = VersionVector()
    do {
      for head in try store.heads(of: plan.address(id)) where head.cursor <= cursor {
        let first = head.stretch.first
        vector[first.agent] = max(vector[first.agent], first.sequence + head.stretch.count)
      }
    } catch { throw ClientError(error) }
    let frontier = part.document.frontier(of: vector)
    if frontier == part.document.frontier { return part }
    do { part.document = try part.document.version(at: frontier) } catch {
      throw .unreadable(id, error)
    }
    return part
  }

  /// Where the part's log ends now.
  package func cursor(of part: PartID, in plan: OpenPlan) throws(ClientError) -> UInt64 {
    do { return try store.lastCursor(of: plan.address(part)) } catch { throw ClientError(error) }
  }

  /// The plan as this person may see it.
  ///
  /// - Parameter findings: what is to be found out beyond what stands in the plan; nothing unless asked.
  package func view(
    _ plan: OpenPlan, finding findings: Findings = []
  ) throws(ClientError) -> PlanView {
    let authors = try authors(of: plan)
    let parts = Concurrently.map(try parts(of: plan)) { part in
      part.view(authors: authors, finding: findings)
    }
    var view = PlanView(
      reference: plan.reference, template: plan.template, phase: plan.policy.phase,
      parts: PlanView.inOrder(parts, of: plan.template), withheld: plan.withheld,
      authors: authors)
    view.acts = plan.acts
    return view
  }

  /// Finds out more about one part of a view.
  package func find(
    _ findings: Findings, in id: PartID, of plan: OpenPlan, for view: inout PlanView
  ) throws(ClientError) {
    guard let index = view.parts.firstIndex(where: { $0.id == id }) else { return }
    view.parts[index] = try part(id, of: plan).view(authors: view.authors, finding: findings)
  }

  /// Who is behind each agent.
  package func authors(of plan: OpenPlan) throws(ClientError) -> [AgentID: Author] {
    do {
      var people: [AccountIdentifier: Author] = [:]
      for person in try store.people(of: plan.id) {
        people[person.account] = Author(
          account: person.account.description, name: person.name, role: RoleID(person.role))
      }
      var authors = try store.authors().compactMapValues { people[$0] }
      if let account = try store.value(of: .account) {
        let name = try store.value(of: .accountName) ?? ""
        let myself =
          people[AccountIdentifier(account)]
          ?? Author(account: account, name: name, role: plan.member.role)
        for agent in try store.ownAgents() { authors[agent] = myself }
      }
      return authors
    } catch { throw ClientError(error) }
  }

  /// The people of a plan, by name.
  package func people(of plan: OpenPlan) throws(ClientError) -> [Author] {
    do {
      return try store.people(of: plan.id).map {
        Author(account: $0.account.description, name: $0.name, role: RoleID($0.role))
      }
    } catch { throw ClientError(error) }
  }

  /// How many changes of each part only this device has and the next sync is to send.
  package func unsent(of plan: OpenPlan) throws(ClientError) -> [PartID: Int] {
    do {
      var counts: [PartID: Int] = [:]
      for entry in try store.unsentHeads(of: plan.id) where !entry.isPrivate {
        counts[PartID(entry.part.name), default: 0] += 1
      }
      return counts
    } catch { throw ClientError(error) }
  }

  /// How many changes of all plans only this device has.
  package func unsentCount() throws(ClientError) -> Int {
    do {
      var count = 0
      for known in try store.knownPlans() {
        count += try store.unsentHeads(of: known.plan.id).count
      }
      return count
    } catch { throw ClientError(error) }
  }

  // MARK: Writing

  /// The agent edits of a part are made as: the one this device wrote it as before, or one drawn now.
  /// Each part has its own, so that record ids are unique in the plan.
  func writer(in part: PartAddress) throws(ClientError) -> AgentID {
    if let writer = writers[part] { return writer }
    do {
      if !hasHand {
        try store.takeHand()
        hasHand = true
      }
      let agent: AgentID
      if let kept = try store.writer(of: part) {
        agent = kept
      } else {
        agent = try store.drawWriter(of: part)
      }
      writers[part] = agent
      return agent
    } catch { throw ClientError(error) }
  }

  /// The seed that hides what is written in a part: drawn when it is first needed, and forgotten with
  /// the workspace, but for the batches themselves.
  func seed(in part: PartAddress) -> ContentSeed {
    let seed = seeds[part] ?? .random()
    seeds[part] = seed
    return seed
  }

  /// Draws another agent for the part: what is written next is made upon an older version, in which
  /// the present one's later events are missing, and their numbers must not be used again.
  func renewWriter(in part: PartAddress) throws(ClientError) {
    do { writers[part] = try store.drawWriter(of: part) } catch { throw ClientError(error) }
  }

  /// Asks the store anew who writes each part, after it has retired agents.
  func forgetWriters() { writers = [:] }

  /// Makes sure that nothing more is written as `agent`, which the store has retired.
  func forget(_ agent: AgentID) { writers = writers.filter { $0.value != agent } }

  /// Every agent in use.
  func drawnWriters() throws(StoreError) -> Set<AgentID> {
    try store.writers().union(writers.values)
  }

  // MARK: -

  /// What the store holds of a part.
  ///
  /// - Parameter isWhole: the whole log, whether there is a snapshot or not.
  private func read(
    _ part: PartID, of plan: OpenPlan, isWhole: Bool = false
  ) throws(ClientError) -> StoredPart {
    guard plan.rights[part] != nil, let template = plan.template.part(part) else {
      throw .unknownPart(part)
    }
    let address = plan.address(part)
    do {
      let snapshot = isWhole ? nil : try store.snapshot(of: address)
      return StoredPart(
        id: part, template: template, snapshot: snapshot,
        batches: try store.batches(of: address, after: snapshot?.cursor ?? 0).batches)
    } catch { throw ClientError(error) }
  }

  /// Keeps a part that was opened; nil where its snapshot was none, and the log is read in its place.
  private func keep(
    _ opened: StoredPart.Opened?, _ id: PartID, of plan: OpenPlan
  ) throws(ClientError) -> PartDocument {
    var opened = opened
    if opened == nil { opened = try read(id, of: plan, isWhole: true).open() }
    guard let opened else { throw .unknownPart(id) }
    let address = plan.address(id)
    documents[address] = opened.part
    replayed[address] = opened.replayed
    if opened.replayed >= Self.batchesBeforeLateSnapshot {
      // Nobody has synchronised for long. Only a cache: without it all goes on as before.
      try? saveSnapshot(opened.part.document, of: address)
    }
    return opened.part
  }
}
