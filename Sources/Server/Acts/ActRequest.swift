import Plan
import Store

/// What a person asks for who performs an official act.
struct ActRequest: Sendable {
  let act: PlanAct
  /// The day where the person is.
  let date: CivilDate
  let isDryRun: Bool
  /// The heads of each part's history as the person's device has it, as text.
  let seen: [PartID: String]
  /// Why, or on whose word.
  let reason: String?
  let familyAnswered: String?
  let overridden: [String]

  init(_ body: RequestBody, now: UnixTime) throws(RequestRefusal) {
    guard let act = PlanAct(rawValue: try body.text("act")), act.kind != nil else {
      throw .badField("act")
    }
    self.act = act
    date = try body.today(now: now)
    isDryRun = try body.optionalFlag("dry_run") ?? false
    seen = try body.heads("seen")
    reason = try body.optionalText("reason", limit: 2_000)
    familyAnswered = try body.optionalText("family_answered", limit: 2_000)
    overridden = try body.optionalTexts("overridden", limit: 50) ?? []
    let rules = Set(Check.rules.map(\.id))
    guard overridden.allSatisfy(rules.contains) else { throw .badField("overridden") }
    guard overridden.isEmpty || reason != nil else { throw .badField("reason") }
    guard act != .reopenDraft || reason != nil else { throw .badField("reason") }
  }
}

extension ActRequest {
  /// The question whether the act may be performed, without what the plan says.
  func review(_ context: PlanContext) -> ActReview {
    ActReview(
      act: act, date: date, template: context.template, rules: context.policy.preset.acts, acts: [],
      parts: [], authors: [:], familyAnswered: familyAnswered, overridden: Set(overridden))
  }
}

extension RequestBody {
  /// The day where the person is, which may be another than the server's by one: it has its own
  /// midnight.
  func today(now: UnixTime) throws(RequestRefusal) -> CivilDate {
    let days = [-86_400, 0, 86_400].compactMap {
      CivilDate(now.adding(seconds: $0).text.prefix(10))
    }
    guard let date = CivilDate(try text("date")), days.contains(date) else {
      throw .badField("date")
    }
    return date
  }

  /// An object from part to the heads of its history, separated by spaces.
  func heads(_ name: String) throws(RequestRefusal) -> [PartID: String] {
    guard let members = try optionalMembers(name) else { return [:] }
    var heads: [PartID: String] = [:]
    for member in members {
      guard case .string(let text) = member.value else { throw .badField(name) }
      heads[PartID(member.key)] = text
    }
    return heads
  }
}
