import CRDT
import Plan
import Store

/// Refused work: what its author can make of it.
extension Workspace {
  /// Work the server would not take, oldest first.
  package func tray(of plan: OpenPlan) throws(ClientError) -> [TrayItem] {
    // Refused work builds on refused work: each part is rebuilt with it, in the order it was made.
    var parts: [PartID: PartDocument?] = [:]
    return try entries(of: plan).map { entry in
      let id = PartID(entry.part.name)
      var part = parts[id] ?? (try? self.part(id, of: plan))
      defer { parts[id] = part }
      return TrayItem(entry, upon: &part)
    }
  }

  /// Removes from the tray what its author has dealt with.
  package func removeFromTray(_ id: Int64) throws(ClientError) {
    do { try store.removeFromTray(id) } catch { throw ClientError(error) }
  }

  /// Changes in the tray that build on an entry, and that nothing could be made of without it.
  package func trayEntries(buildingOn id: Int64, of plan: OpenPlan) throws(ClientError) -> [Int64] {
    guard let entry = try entries(of: plan).first(where: { $0.id == id }) else { return [] }
    return try later(than: [entry], of: plan).filter { !Self.isComment($0) }.map(\.id)
  }

  /// Suggests what an entry would have changed, and removes it from the tray: together with earlier ones
  /// that it builds on, and with later ones by the same hand, which build on it and could not be read
  /// without it.
  ///
  /// - Returns: the suggestion's name, as in `S3`, and how many other entries went into it.
  /// - Throws: `trayEntryIsGone` where what it builds on is missing; `content` with
  ///   `emptySuggestion` where it holds nothing that can be suggested, as a comment.
  package func suggest(
    trayEntry id: Int64, of plan: OpenPlan, message: String
  ) throws(ClientError) -> (label: String, others: Int) {
    guard credentials?.key != nil else { throw .notSignedIn }
    var chain = try chain(to: id, of: plan)
    guard let part = chain.last.map({ PartID($0.part.name) }) else { throw .trayEntryIsGone(id) }
    let present = try self.part(part, of: plan)
    var edited = present
    for entry in chain {
      do { try edited.document.receive(entry.batch) } catch { throw .trayEntryIsGone(id) }
    }
    for entry in try later(than: chain, of: plan) {
      do { try edited.document.receive(entry.batch) } catch { break }
      chain.append(entry)
    }
    let changes: [SuggestedChange]
    do { changes = try present.changes(to: edited) } catch { throw .content(error) }
    var working = present
    working.document.begin(as: try writer(in: plan.address(part)))
    let suggestion: EventID
    do { suggestion = try working.suggest(changes, message: message) } catch {
      throw .content(error)
    }
    let contents = working.document.contents(after: present.document.versionVector)
    // What was said on the way changes nothing, so it is not in the suggestion: its words stay.
    let suggested = chain.filter { $0.id == id || !Self.isComment($0) }
    try commit(
      [try prepared(contents, in: present, of: plan)], of: plan, dealtWith: suggested.map(\.id))
    return (try self.part(part, of: plan).label(ofSuggestion: suggestion), suggested.count - 1)
  }

  /// Makes an entry's changes again, as new work, for when what stood against them does no longer:
  /// together with earlier entries it builds on, and with later ones by the same hand, which build on it
  /// and would be lost without it. Of these, the first that cannot be made ends it; it and those behind
  /// it stay in the tray.
  ///
  /// - Returns: how many entries are no longer in the tray.
  /// - Throws: `refused` where it would be refused again; `trayEntryIsGone`.
  package func retry(trayEntry id: Int64, of plan: OpenPlan) throws(ClientError) -> Int {
    guard credentials?.key != nil else { throw .notSignedIn }
    let chain = try chain(to: id, of: plan)
    let later = try later(than: chain, of: plan)
    var renaming = Renaming()
    for entry in chain { try remake(entry, of: plan, &renaming) }
    var count = chain.count
    for entry in later {
      do { try remake(entry, of: plan, &renaming) } catch { return count }
      count += 1
    }
    return count
  }

  /// Says again the comments that are in the tray only because the same hand had written something
  /// before them that was refused: they build on it by their numbers alone. What needs refused work
  /// stays where it is, an answer to it or words about it; so does a comment that later refused work
  /// builds on in turn, which could not be made again without it.
  ///
  /// Nothing that was refused for itself is said again: that is the first of its hand.
  ///
  /// - Returns: whether there is something new to send.
  func sayAgain(of plan: OpenPlan, _ report: inout SyncReport) throws(ClientError) -> Bool {
    let tray = try entries(of: plan).filter { $0.reason != Self.discarded }
    var hasSaid = false
    for id in plan.parts where report.refused.contains(where: { $0.part == id }) {
      let refused = tray.filter { $0.part == plan.address(id) }
      var hands = Set<AgentID>()
      var names: [EventID: EventID] = [:]
      for (index, entry) in refused.enumerated() {
        let isFirst = hands.insert(entry.batch.agent).inserted
        let isBuiltOn = refused[index...].contains {
          $0.batch.agent == entry.batch.agent && !Self.isComment($0)
        }
        guard !isFirst, !isBuiltOn,
          let contents = try? BatchContents(decoding: entry.batch.payload),
          let comments = MadeComment.all(madeBy: contents),
          try say(again: comments, for: entry, of: plan, &names)
        else { continue }
        hasSaid = true
        report.saidAgain += 1
        if let index = report.refused.firstIndex(where: { $0.part == id && $0.count > 1 }) {
          report.refused[index].count -= 1
        }
      }
    }
    return hasSaid
  }

  private func say(
    again comments: [MadeComment], for entry: TrayEntry, of plan: OpenPlan,
    _ names: inout [EventID: EventID]
  ) throws(ClientError) -> Bool {
    let present = try part(PartID(entry.part.name), of: plan)
    var working = present
    working.document.begin(as: try writer(in: entry.part))
    var said: [EventID: EventID] = [:]
    do {
      for comment in comments { said[comment.id] = try working.say(again: comment, names) }
    } catch { return false }
    let contents = working.document.contents(after: present.document.versionVector)
    let work: PreparedWork
    // By now the person may not even comment.
    do { work = try prepared(contents, in: present, of: plan) } catch { return false }
    try commit([work], of: plan, dealtWith: [entry.id])
    names.merge(said) { $1 }
    return true
  }

  // MARK: -

  private static func isComment(_ entry: TrayEntry) -> Bool {
    guard let contents = try? BatchContents(decoding: entry.batch.payload) else { return false }
    return MadeComment.all(madeBy: contents) != nil
  }

  /// The names under which refused work is made again: the server will not have it under the old ones.
  private struct Renaming {
    var moves: [(agent: AgentID, first: UInt64, to: AgentID)] = []
  }

  private func remake(
    _ entry: TrayEntry, of plan: OpenPlan, _ renaming: inout Renaming
  ) throws(ClientError) {
    let part = try self.part(PartID(entry.part.name), of: plan)
    do {
      if !renaming.moves.contains(where: { $0.agent == entry.batch.agent }) {
        let agent = try store.drawWriter(of: entry.part)
        renaming.moves.append((entry.batch.agent, entry.batch.first, agent))
      }
    } catch { throw ClientError(error) }
    guard var contents = try? BatchContents(decoding: entry.batch.payload) else {
      throw .trayEntryIsGone(entry.id)
    }
    for move in renaming.moves {
      contents = contents.renaming(from: move.agent, first: move.first, to: move.to)
    }
    try commit([try prepared([contents], in: part, of: plan)], of: plan, dealtWith: [entry.id])
  }

  private func entries(of plan: OpenPlan) throws(ClientError) -> [TrayEntry] {
    do { return try store.tray(of: plan.id) } catch { throw ClientError(error) }
  }

  /// What the hands of a chain made after it, in its part.
  private func later(
    than chain: [TrayEntry], of plan: OpenPlan
  ) throws(ClientError) -> [TrayEntry] {
    guard let last = chain.last else { return [] }
    let hands = Set(chain.map(\.batch.agent))
    return try entries(of: plan).filter {
      $0.id > last.id && $0.part == last.part && hands.contains($0.batch.agent)
    }
  }

  /// An entry, with the fewest of those before it in its part upon which it can be read.
  private func chain(
    to id: Int64, of plan: OpenPlan
  ) throws(ClientError) -> [TrayEntry] {
    let all = try entries(of: plan)
    guard let entry = all.first(where: { $0.id == id }) else { throw .trayEntryIsGone(id) }
    let present = try part(PartID(entry.part.name), of: plan)
    let earlier = all.filter { $0.part == entry.part && $0.id < id }
    var chain = [entry]
    var rest = earlier[...]
    while true {
      var document = present.document
      if chain.allSatisfy({ (try? document.receive($0.batch)) != nil }) { return chain }
      guard let next = rest.popLast() else { throw .trayEntryIsGone(id) }
      chain.insert(next, at: 0)
    }
  }
}
