import Plan
import Store

/// One person's standing in one plan, for the length of one request.
struct PlanContext: Sendable {
  let plan: PlanRecord
  let membership: Membership
  let template: PlanTemplate
  let policy: Policy
  let member: Member
  /// Who began each part that holds anything; nil for the server.
  let beginners: [String: AccountIdentifier?]

  /// The parts that are there: every section, and the reports that hold something.
  var parts: [PartID] {
    let sections = template.parts.filter(\.isFixed).map(\.id)
    return sections + reports
  }

  private var reports: [PartID] {
    beginners.keys.map { PartID($0) }.filter { template.part($0)?.kind == .advice }.sorted()
  }

  /// The parts this person may be sent.
  var readable: [PartID] { policy.readableParts(for: member, among: parts) }

  /// The sections this person may not be sent. Reports are left out: that somebody wrote one says
  /// something already.
  var withheldSections: [PartID] {
    let readable = Set(readable)
    return template.parts.filter { $0.kind == .section && !readable.contains($0.id) }.map(\.id)
  }

  func right(in part: PartID) -> Right { policy.right(of: member, in: part) }

  /// The member with those of `asked` as own reports that nobody has begun and that she may begin.
  func beginning(_ asked: [PartID], limit: Int) -> Member {
    var beginning = member
    for part in asked where beginners[part.description] == nil {
      guard template.part(part)?.kind == .advice, beginning.ownReports.count < limit else {
        continue
      }
      var author = beginning
      author.ownReports.insert(part)
      if policy.right(of: author, in: part) == .edit { beginning = author }
    }
    return beginning
  }
}

extension Application {
  /// The standing of an account in a plan.
  ///
  /// - Throws: `noSuchPlan` also when the account takes no part in it; `planErased`.
  func context(
    of account: AccountIdentifier, in identifier: PlanIdentifier
  ) async throws(RequestRefusal) -> PlanContext {
    let found = try await storing { () async throws(StoreError) in
      (
        plan: try await store.plan(identifier),
        membership: try await store.membership(of: account, in: identifier),
        beginners: try await store.beginners(of: identifier),
        signed: try await store.signedReports(of: identifier)
      )
    }
    guard let plan = found.plan else {
      let erased = try await storing { () async throws(StoreError) in
        try await store.erasedPlans()
      }
      throw erased.contains(identifier) ? .planErased : .noSuchPlan
    }
    guard let membership = found.membership else { throw .noSuchPlan }
    return try context(
      of: membership, in: plan, beginners: found.beginners, signed: found.signed)
  }

  private func context(
    of membership: Membership, in plan: PlanRecord, beginners: [String: AccountIdentifier?],
    signed: Set<String>
  ) throws(RequestRefusal) -> PlanContext {
    let template = configuration.templates.first {
      $0.pack == plan.pack && String($0.version) == plan.packVersion
    }
    guard let template, let preset = template.preset(plan.preset),
      let phase = Phase(rawValue: plan.phase)
    else {
      log("template missing", level: .error)
      throw .templateMissing
    }
    let role = RoleID(membership.role)
    let withheld = membership.overrides.filter { $0.value == Right.none.rawValue }
      .map { Withholding(role: role, part: PartID($0.key)) }
    let own = beginners.filter { $0.value == membership.account }.map { PartID($0.key) }
    return PlanContext(
      plan: plan, membership: membership, template: template,
      policy: Policy(
        template: template, preset: preset, phase: phase, withheld: Set(withheld),
        signedReports: Set(signed.map { PartID($0) })),
      member: Member(role: role, ownReports: Set(own)), beginners: beginners)
  }
}
