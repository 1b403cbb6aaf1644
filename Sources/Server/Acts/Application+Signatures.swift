import CRDT
import HTTP
import Plan
import Store

extension Application {
  /// `POST /v1/plans/{plan}/signatures`: a contributor signs a report of her own with her device's
  /// key. From then on nobody changes it.
  func signReport(_ call: Call, _ session: Session) async throws(RequestRefusal) -> HTTPResponse {
    let body = try call.body()
    let part = PartID(try body.text("part"))
    let date = try body.today(now: call.now)
    let signature = try ReportSignature(body)
    let answer = try await locks.excluding(call.plan) { () async throws(RequestRefusal) in
      try await sign(part, signature, on: date, call, session)
    }
    await refreshListeners(of: call.plan)
    hub.peopleChanged(of: call.plan)
    return HTTPResponse(json: answer)
  }

  private func sign(
    _ part: PartID, _ signature: ReportSignature, on date: CivilDate, _ call: Call,
    _ session: Session
  ) async throws(RequestRefusal) -> JSONValue {
    let context = try await context(of: session.account.id, in: call.plan)
    guard context.member.ownReports.contains(part) else { throw .notPermitted }
    if context.policy.signedReports.contains(part) { throw .alreadySigned }
    // An addendum is the author's own correction; nobody else's would be one.
    if let base = part.report, base != part, !context.member.ownReports.contains(base) {
      throw .notPermitted
    }
    guard context.right(in: part) >= .edit else { throw .wrongPhase(context.policy.phase) }
    guard let document = await document(of: part, context) else { throw .unavailable }
    let commitment = document.excerpt(sealedBy: signature.seed).commitment(salt: signature.salt)
    let message = FrozenPart.signedMessage(
      commitment: commitment, plan: call.plan.description, date: date)
    guard
      Cryptography.isSignature(signature.bytes, of: message, by: session.device.publicKey)
    else { throw .badSignature }
    var act = OfficialAct(
      entry: 0, kind: .adviceSigned, date: date, account: session.account.id.description,
      name: session.account.name, report: part)
    var version = freeze(
      [document], as: act, context, salt: signature.salt, seed: signature.seed)
    version.parts[0].publicKey = session.device.publicKey
    version.parts[0].signature = signature.bytes
    act.fingerprint = Fingerprint(version.fingerprint)
    act.frontiers[part] = document.document.frontier
    act = try await record(act, context, phase: nil, freezing: version, call)
    return ["done": true, "act": act.json]
  }
}
