package import CRDT
package import Plan
import Store

extension Workspace {
  /// The plan's named versions, oldest first.
  package func versions(of plan: OpenPlan) throws(ClientError) -> [PlanVersion] {
    var found: [String: [(part: PartID, version: NamedVersion, entry: BatchTimes.Entry?)]] = [:]
    for id in plan.parts {
      let named = try part(id, of: plan).namedVersions
      if named.isEmpty { continue }
      let times = try times(of: id, in: plan)
      for version in named {
        found[version.identifier, default: []].append(
          (id, version, times.entry(of: version.record)))
      }
    }
    return found.map { identifier, entries in
      PlanVersion(
        identifier: identifier, name: entries[0].version.name,
        author: entries[0].version.record.agent,
        time: entries.compactMap(\.entry?.time).min() ?? 0,
        isStored: entries.allSatisfy { $0.entry?.isStored ?? false },
        heads: Dictionary(
          entries.map { ($0.part, $0.version.heads) }, uniquingKeysWith: { first, _ in first }))
    }.sorted { ($0.time, $0.identifier) < ($1.time, $1.identifier) }
  }

  /// Gives the plan as it stands here a name, in every part that holds anything and that this person
  /// may read.
  ///
  /// - Returns: the parts.
  package func nameVersion(
    _ name: String, of plan: OpenPlan
  ) throws(ClientError) -> [PartID] {
    var parts: [PartID] = []
    for id in plan.parts where plan.refusal(of: .name, in: id) == nil {
      if try part(id, of: plan).document.eventCount > 0 { parts.append(id) }
    }
    let identifier = Cryptography.randomAgent().description
    try edit(parts, of: plan) { (part: inout PartDocument) throws(ContentError) in
      try part.nameVersion(name, identifier: identifier)
    }
    return parts
  }

  /// The heads of a part at a moment; none where it held nothing then.
  package func heads(
    of part: PartID, in plan: OpenPlan, at version: VersionReference
  ) throws(ClientError) -> [EventID] {
    let document = try self.part(part, of: plan).document
    switch version {
    case .now:
      return document.frontier
    case .lastSync:
      return document.frontier(of: try times(of: part, in: plan).vector { $0.isStored })
    case .instant(let instant):
      return document.frontier(of: try times(of: part, in: plan).vector { $0.time <= instant })
    case .named(let version):
      if let heads = version.heads[part] { return heads }
      // Its author could not read the part, or it was empty: then as it was when the name was given.
      return document.frontier(
        of: try times(of: part, in: plan).vector { $0.time <= version.time })
    case .lastWriting(let account, let time):
      let authors = try authors(of: plan)
      var vector = VersionVector()
      for agent in document.agents where authors[agent]?.account == account {
        vector[agent] = document.nextSequence(of: agent)
      }
      if vector.next.isEmpty {
        vector = try times(of: part, in: plan).vector { $0.time <= time }
      }
      return document.frontier(of: vector)
    }
  }

  /// The moment when a person last wrote in the plan; the empty plan for one who never did.
  package func lastWriting(
    of account: String, in plan: OpenPlan
  ) throws(ClientError) -> VersionReference {
    let authors = try authors(of: plan)
    var last: Int64 = 0
    for id in plan.parts {
      let document = try part(id, of: plan).document
      guard document.agents.contains(where: { authors[$0]?.account == account }) else { continue }
      for entry in try times(of: id, in: plan).entries
      where authors[entry.stretch.first.agent]?.account == account {
        last = max(last, entry.time)
      }
    }
    return .lastWriting(account, last)
  }

  /// The difference between two versions of the plan, or of some of its parts.
  package func redline(
    of plan: OpenPlan, parts: [PartID]? = nil, from older: VersionReference,
    to newer: VersionReference
  ) throws(ClientError) -> Redline {
    var pairs: [(part: PartDocument, from: [EventID], to: [EventID])] = []
    for id in parts ?? plan.parts {
      pairs.append(
        (
          try part(id, of: plan), try heads(of: id, in: plan, at: older),
          try heads(of: id, in: plan, at: newer)
        ))
    }
    do { return try Redline(of: pairs) } catch { throw .content(error) }
  }

  /// Makes the plan, a part, a record or a field read as in an earlier version, as one stroke.
  ///
  /// - Parameter place: nil for all that this person may edit.
  /// - Returns: the parts that were changed, and those that this person may not change.
  package func restore(
    _ version: VersionReference, of plan: OpenPlan, at place: Place?
  ) throws(ClientError) -> (changed: [PartID], refused: [PartID]) {
    let wanted = place.map { [$0.part] } ?? plan.parts
    var heads: [PartID: [EventID]] = [:]
    var changed: [PartID] = []
    var refused: [PartID] = []
    for id in wanted {
      let there = try self.heads(of: id, in: plan, at: version)
      heads[id] = there
      let whole = try part(id, of: plan)
      let redline: Redline.Part
      do {
        redline = try Redline.Part(of: whole, from: whole.document.frontier, to: there)
      } catch { throw .content(error) }
      if Redline(parts: [redline]).isEmpty { continue }
      if plan.refusal(of: .edit, in: id) == nil || place != nil {
        changed.append(id)
      } else {
        refused.append(id)
      }
    }
    let before = try changed.map { (id) throws(ClientError) in
      try part(id, of: plan).document.eventCount
    }
    try edit(changed, of: plan) { (part: inout PartDocument) throws(ContentError) in
      try part.restore(to: heads[part.id] ?? [], record: place?.record, field: place?.field)
    }
    let after = try changed.map { (id) throws(ClientError) in
      try part(id, of: plan).document.eventCount
    }
    changed = zip(changed, zip(before, after)).filter { $1.0 != $1.1 }.map(\.0)
    return (changed, refused)
  }
}
