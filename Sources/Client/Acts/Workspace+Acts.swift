import CRDT
package import Plan
import Store

/// Official acts, and the versions they froze.
extension Workspace {
  /// What a person adds to an act.
  package struct ActDetails: Hashable, Sendable {
    /// Why: demanded where a draft is taken back or a rule overridden.
    package var reason: String?
    /// How the family said that it has nothing more to say.
    package var familyAnswered: String?
    /// Rules of the check that are overridden.
    package var overridden: [String]

    package init(
      reason: String? = nil, familyAnswered: String? = nil, overridden: [String] = []
    ) {
      self.reason = reason
      self.familyAnswered = familyAnswered
      self.overridden = overridden
    }
  }

  /// Performs an official act at the server, or asks what stands against it.
  ///
  /// Work that only this device has stands against it too: what is frozen must be all there is.
  ///
  /// - Parameter date: the day here.
  package nonisolated(nonsending) func perform(
    _ act: PlanAct, on plan: OpenPlan, date: CivilDate, details: ActDetails = ActDetails(),
    isDryRun: Bool, with remote: Remote
  ) async throws(ClientError) -> ActOutcome {
    let unsent = try unsent(of: plan).sorted { $0.key < $1.key }.map { part, count in
      RemoteObstacle(ActObstacle(.notSent(part, count: count)))
    }
    var seen: [JSONValue.Member] = []
    for id in plan.parts {
      seen.append(.init(id.description, .string(try part(id, of: plan).heads)))
    }
    var body: [JSONValue.Member] = [
      .init("act", .string(act.rawValue)), .init("date", .string(date.description)),
      .init("dry_run", .bool(isDryRun || !unsent.isEmpty)), .init("seen", .object(seen)),
    ]
    if let reason = details.reason { body.append(.init("reason", .string(reason))) }
    if let answer = details.familyAnswered {
      body.append(.init("family_answered", .string(answer)))
    }
    if !details.overridden.isEmpty {
      body.append(.init("overridden", .array(details.overridden.map { .string($0) })))
    }
    var outcome = try await remote.perform(body, on: plan.identifier)
    // The device's own unsent work is why it holds something else than the server.
    if !unsent.isEmpty { outcome.obstacles.removeAll { $0.code == "not-seen" } }
    outcome.obstacles = unsent + outcome.obstacles
    if outcome.act != nil { try await refresh(plan, from: remote) }
    return outcome
  }

  /// What stands against an act as far as this device knows: where the server cannot be asked.
  ///
  /// - Parameter date: the day here.
  package func review(
    _ act: PlanAct, on plan: OpenPlan, date: CivilDate, details: ActDetails
  ) throws(ClientError) -> ActOutcome {
    let unsent = try unsent(of: plan).sorted { $0.key < $1.key }.map { part, count in
      ActObstacle(.notSent(part, count: count))
    }
    let review = ActReview(
      act: act, date: date, template: plan.template, rules: plan.policy.preset.acts,
      acts: plan.acts,
      parts: try plan.parts.map { (id) throws(ClientError) in try part(id, of: plan) },
      authors: try view(plan, finding: []).authors, familyAnswered: details.familyAnswered,
      overridden: Set(details.overridden))
    return ActOutcome(obstacles: (unsent + review.obstacles()).map { RemoteObstacle($0) })
  }

  /// The plan as this person may see it, compared with the draft that is with the family: what
  /// changed since, and nobody can say why (Code 9.125).
  package func comparedView(_ plan: OpenPlan) throws(ClientError) -> PlanView {
    var view = try view(plan)
    var context = CheckContext()
    context.note(
      changesIn: try plan.parts.map { (id) throws(ClientError) in try part(id, of: plan) },
      since: plan.acts, rules: plan.policy.preset.acts, authors: view.authors)
    view.unexplainedChanges = context.unexplainedChanges
    return view
  }

  // MARK: Frozen versions

  /// What an act froze, as far as this person may read it.
  ///
  /// - Throws: `noVersion` where nothing of it is on this device.
  package func frozenView(
    of act: OfficialAct, in plan: OpenPlan
  ) throws(ClientError) -> PlanView {
    let parts: [PartView]
    do {
      parts = try store.frozenParts(of: act.entry, plan: plan.id).compactMap {
        FrozenPart(kept: $0.value)?.view
      }
    } catch { throw ClientError(error) }
    guard !parts.isEmpty else { throw .noVersion(act.versionName) }
    let held = Set(parts.map(\.id))
    return PlanView(
      reference: plan.reference, template: plan.template, act: act, parts: parts,
      withheld: plan.template.parts.filter { $0.kind == .section && !held.contains($0.id) }
        .map(\.id))
  }

  /// The act that froze the version a person names: `served` and `issued` are the last ones,
  /// `draft-2` and `final-1` are counted.
  ///
  /// - Throws: `noVersion`.
  package func act(named name: String, in plan: OpenPlan) throws(ClientError) -> OfficialAct {
    let found =
      switch name {
      case "served": plan.acts.lastServed
      case "issued", "final": plan.acts.issued
      default: plan.acts.last { $0.kind.freezesPlan && $0.versionName == name }
      }
    guard let found else { throw .noVersion(name) }
    return found
  }

  /// Fetches what acts froze and this device lacks, and proves it by its fingerprint.
  ///
  /// - Throws: `untrueVersion`.
  nonisolated(nonsending) func fetchVersions(
    of plan: OpenPlan, from remote: Remote
  ) async throws(ClientError) {
    let known: [KnownAct]
    do { known = try store.acts(of: plan.id) } catch { throw ClientError(error) }
    for kept in known {
      guard let act = OfficialAct(known: kept), let fingerprint = act.fingerprint,
        try isLacking(kept, of: plan)
      else { continue }
      let version = try await remote.version(act.entry, of: plan.identifier)
      let contents = try Self.proved(version, by: fingerprint, of: act, plan: plan.identifier)
      do {
        try store.saveVersion(
          act.entry, manifest: version.manifest, parts: contents, of: plan.id)
      } catch { throw ClientError(error) }
    }
  }

  private func isLacking(_ kept: KnownAct, of plan: OpenPlan) throws(ClientError) -> Bool {
    guard let manifest = kept.manifest, let all = FrozenManifest.commitments(in: manifest) else {
      return true
    }
    do {
      let held = try store.frozenParts(of: kept.entry, plan: plan.id)
      return all.keys.contains { plan.rights[$0] != nil && held[$0.description] == nil }
    } catch { throw ClientError(error) }
  }

  /// The contents of a version, once each is proved to be what the fingerprint covers, and a report
  /// to be what its author's device signed.
  private static func proved(
    _ version: Remote.Version, by fingerprint: Fingerprint, of act: OfficialAct, plan: String
  ) throws(ClientError) -> [String: [UInt8]] {
    guard
      Cryptography.blake2b(FrozenManifest.hashed(version.manifest)) == fingerprint.bytes,
      let commitments = FrozenManifest.commitments(in: version.manifest)
    else { throw .untrueVersion(entry: act.entry) }
    var contents: [String: [UInt8]] = [:]
    for part in version.parts {
      contents[part.id.description] = part.content ?? []
      guard let content = part.content else { continue }
      let commitment = FrozenPartRecord.commitment(to: content, salt: part.salt)
      guard let commitment, commitments[part.id]?.bytes == commitment,
        act.kind != .adviceSigned || isSigned(part, content, commitment, on: act.date, plan: plan)
      else { throw .untrueVersion(entry: act.entry) }
    }
    return contents
  }

  private static func isSigned(
    _ part: Remote.Version.Part, _ content: [UInt8], _ commitment: [UInt8], on date: CivilDate,
    plan: String
  ) -> Bool {
    guard let key = part.publicKey, let signature = part.signature else { return false }
    // Before version 0.2 a device signed the content itself.
    let message =
      FrozenPart(bytes: content)?.signedMessage(plan: plan, date: date)
      ?? FrozenPart.signedMessage(commitment: commitment, plan: plan, date: date)
    return Cryptography.isSignature(signature, of: message, by: key)
  }

  // MARK: The audit log

  /// Follows the server's audit log from where this device last saw it end.
  ///
  /// - Returns: the entry from which on it is another log than it was; nil where it only grew. After
  ///   a restore from a backup, which the server tells, it begins anew.
  nonisolated(nonsending) func followAudit(
    to head: AuditHead?, from remote: Remote
  ) async throws(ClientError) -> UInt64? {
    guard let head else { return nil }
    let epoch: String
    let remembered: AuditHead?
    do {
      epoch = try store.value(of: .epoch) ?? ""
      remembered = try store.value(of: .auditHead).flatMap { Self.head($0, epoch: epoch) }
    } catch { throw ClientError(error) }
    if let remembered {
      guard remembered.count <= head.count else { return head.count }
      var reached = remembered
      while reached.count < head.count {
        let leaves = try await remote.auditLeaves(from: reached.count)
        if leaves.isEmpty { return reached.count }
        for leaf in leaves where reached.count < head.count {
          reached = reached.extended(by: leaf)
        }
      }
      guard reached == head else { return remembered.count }
    }
    let text = "\(epoch) \(head.count) \(Cryptography.hexadecimal(head.chain))"
    do { try store.set(.auditHead, to: text) } catch { throw ClientError(error) }
    return nil
  }

  /// Where the server's audit log ended when this device last looked; nil before the first look, and
  /// after the server was restored from a backup.
  package func auditHead() throws(ClientError) -> (count: UInt64, fingerprint: Fingerprint)? {
    do {
      let epoch = try store.value(of: .epoch) ?? ""
      return try store.value(of: .auditHead).flatMap { Self.head($0, epoch: epoch) }.flatMap {
        head in Fingerprint(head.chain).map { (head.count, $0) }
      }
    } catch { throw ClientError(error) }
  }

  private static func head(_ text: String, epoch: String) -> AuditHead? {
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 3, words[0] == epoch, let count = UInt64(words[1]),
      let chain = Cryptography.bytes(hexadecimal: words[2])
    else { return nil }
    return AuditHead(count: count, chain: chain)
  }
}

extension OfficialAct {
  /// What people call the version it froze: `draft-2`, `final-1`; of a report its name.
  package var versionName: String {
    switch kind {
    case .draftServed: "draft-\(number ?? 0)"
    case .planIssued: "final-\(number ?? 0)"
    default: report?.description ?? kind.rawValue
    }
  }
}
