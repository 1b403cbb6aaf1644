import CRDT
package import Plan
import Store

/// Advice reports: written by one contributor, signed by her device, and then nobody's to change.
extension Workspace {
  /// A report as a list shows it.
  package struct Report: Hashable, Sendable {
    package var part: PartID
    package var title: String
    package var author: String
    package var role: String
    package var date: CivilDate?
    /// The act that signed it; nil while it is a draft.
    package var signature: OfficialAct?
    /// Whether the person of this device writes it.
    package var isOwn: Bool
  }

  /// The reports held here, each before its addenda; in the order of their names.
  package func reports(of plan: OpenPlan) throws(ClientError) -> [Report] {
    var reports: [Report] = []
    for id in plan.parts where plan.template.part(id)?.kind == .advice {
      let view = try part(id, of: plan).view()
      var date: CivilDate?
      if case .date(let written) = view.field("date")?.value { date = written }
      func text(_ key: String) -> String { view.field(key)?.value.plainText ?? "" }
      reports.append(
        Report(
          part: id, title: text("title"), author: text("author"), role: text("role"), date: date,
          signature: plan.acts.last { $0.kind == .adviceSigned && $0.report == id },
          isOwn: plan.member.ownReports.contains(id)))
    }
    return reports
  }

  /// Begins a report on this device; the server hears of it at the next sync.
  ///
  /// - Parameter base: the report that this is to be an addendum of.
  /// - Throws: `refused` where the role writes no reports, or not in this phase.
  package func beginReport(
    in plan: OpenPlan, addendumOf base: PartID? = nil
  ) throws(ClientError) -> PartID {
    guard let kind = plan.template.parts.first(where: { $0.kind == .advice }) else {
      throw .unknownPart(PartID("advice"))
    }
    var id: PartID
    if let base {
      var number = 1
      while plan.rights[base.addendum(number)] != nil { number += 1 }
      id = base.addendum(number)
    } else {
      repeat {
        let name = EventID(agent: Cryptography.randomAgent(), sequence: 0).shortName
        id = PartID("\(kind.id)-\(name)")
      } while plan.rights[id] != nil
    }
    let author = Member(role: plan.member.role, ownReports: plan.member.ownReports.union([id]))
    if case .refused(let reason) = plan.policy.judge(.edit, in: id, by: author) {
      throw .refused(reason, part: id)
    }
    do { try store.setPermission(Right.edit.rawValue, in: plan.address(id)) } catch {
      throw ClientError(error)
    }
    return id
  }

  /// Signs a report with this device's key: what the server holds must be what is here.
  ///
  /// - Throws: `unsentWork` where it is not; `server` with its reason.
  package nonisolated(nonsending) func sign(
    report id: PartID, of plan: OpenPlan, date: CivilDate, with remote: Remote
  ) async throws(ClientError) -> OfficialAct {
    guard let key = credentials?.key else { throw .notSignedIn }
    let unsent = try unsent(of: plan)[id] ?? 0
    guard unsent == 0 else { throw .unsentWork(count: unsent) }
    let seed = ContentSeed.random()
    let salt = Cryptography.randomBytes(32)
    let commitment = try part(id, of: plan).excerpt(sealedBy: seed).commitment(salt: salt)
    let message = FrozenPart.signedMessage(
      commitment: commitment, plan: plan.identifier, date: date)
    let outcome = try await remote.sign(
      report: id, date: date, signature: key.sign(message), salt: salt, seed: seed,
      in: plan.identifier)
    guard let act = outcome.act else { throw .badAnswer("signature") }
    try await refresh(plan, from: remote)
    return act
  }

  /// A signed report as it was signed.
  ///
  /// - Throws: `noVersion` where it is not on this device.
  package func signedReport(
    _ id: PartID, in plan: OpenPlan
  ) throws(ClientError) -> PartView {
    guard let act = plan.acts.last(where: { $0.kind == .adviceSigned && $0.report == id }),
      let part = try frozenView(of: act, in: plan).part(id)
    else { throw .noVersion(id.description) }
    return part
  }
}
