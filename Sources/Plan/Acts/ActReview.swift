package import CRDT

/// Whether an official act may be performed on a plan as it stands: the same question at the server,
/// which decides, and on a device.
package struct ActReview: Sendable {
  package var act: PlanAct
  package var date: CivilDate
  package var template: PlanTemplate
  package var rules: ActRules
  /// The acts so far, oldest first.
  package var acts: [OfficialAct]
  /// The parts as they are, with who is behind each agent.
  package var parts: [PartDocument]
  package var authors: [AgentID: Author]
  /// How the family said that it has nothing more to say; nil where it has not.
  package var familyAnswered: String?
  /// Rules of the check that a person overrides.
  package var overridden: Set<String>
  /// What only a server knows: the other plans it holds. Nil where they were not compared.
  package var others: CheckContext?

  package init(
    act: PlanAct, date: CivilDate, template: PlanTemplate, rules: ActRules,
    acts: [OfficialAct], parts: [PartDocument], authors: [AgentID: Author],
    familyAnswered: String? = nil, overridden: Set<String> = [], others: CheckContext? = nil
  ) {
    self.act = act
    self.date = date
    self.template = template
    self.rules = rules
    self.acts = acts
    self.parts = parts
    self.authors = authors
    self.familyAnswered = familyAnswered
    self.overridden = overridden
    self.others = others
  }

  /// What the family can be sure of: regulation 13(1)(a) gives it fifteen days, the first of them the
  /// day of service.
  package static let answerDays = 15

  /// All that stands against the act, what blocks first.
  ///
  /// - Complexity: O(plan), and for `issue` O(history of the parts changed since).
  package func obstacles() -> [ActObstacle] {
    let found: [ActObstacle]
    switch act {
    case .serveDraft: found = findings(as: .servedDraft) + reviews() + unsignedReports()
    case .issue:
      found =
        answerTime() + unexplained() + findings(as: .final) + reviews() + undecided()
        + otherDate() + unsignedReports()
    case .reopenDraft, .amend, .recordRepresentation: found = []
    }
    return found.filter(\.blocks) + found.filter { !$0.blocks }
  }

  // MARK: -

  private func findings(as phase: Phase) -> [ActObstacle] {
    var view = PlanView(
      reference: "", template: template, phase: phase, parts: parts, authors: authors)
    view.acts = acts
    let alone = Check.report(on: view, today: date, switchedOff: overridden).findings
    let errors = alone.filter { $0.severity == .error }.map { ActObstacle(.finding($0)) }
    guard let others else {
      return comparesPlans ? errors + [ActObstacle(.notCompared)] : errors
    }
    // What the comparison adds is told even where it is a warning: nobody could have seen it before.
    let known = Set(alone)
    let added = Check.report(on: view, today: date, context: others, switchedOff: overridden)
      .findings.filter { !known.contains($0) }
    return errors + added.map { ActObstacle(.finding($0)) }
  }

  /// Whether the act looks for what other plans say: unless nobody asks for it, or its rules are
  /// overridden.
  package var comparesPlans: Bool {
    [.serveDraft, .issue].contains(act)
      && template.checks.rules.contains {
        Self.comparing.contains($0.id) && !overridden.contains($0.id)
      }
  }

  /// The rules that other plans are looked at for.
  private static let comparing: Set<String> = ["E15", "W16"]

  private func reviews() -> [ActObstacle] {
    parts.filter { [.section, .advice].contains($0.template.kind) }.flatMap {
      $0.reviews(authors: authors)
    }.map {
      ActObstacle(.review($0.place))
    }
  }

  private func undecided() -> [ActObstacle] {
    let said = parts.flatMap(\.representations).filter { $0.decision == nil }
    let suggested = parts.flatMap { part in
      part.suggestionViews(findingGrounds: false).filter {
        $0.state == .open && isFamily($0.author)
      }
      .map { ActObstacle(.openSuggestion(part.id, label: "\(part.id).\($0.label)")) }
    }
    return suggested + said.map { ActObstacle(.undecided($0)) }
  }

  private func isFamily(_ agent: AgentID) -> Bool {
    authors[agent].map { rules.family.contains($0.role) } ?? false
  }

  private func unsignedReports() -> [ActObstacle] {
    let signed = acts.signedReports
    return parts.filter { $0.template.kind == .advice && !signed.contains($0.id) }.map { report in
      let title = report.template.field("title").map {
        report.view(of: $0, record: nil).value.plainText
      }
      return ActObstacle(.unsignedReport(report.id, title: title ?? ""))
    }
  }

  private func unexplained() -> [ActObstacle] {
    guard let served = acts.servedDraft else { return [] }
    return parts.filter { $0.template.kind == .section }.flatMap { part -> [ActObstacle] in
      // Nothing of the part was there when the draft was served.
      let frontier = served.frontiers[part.id] ?? []
      let changes = try? IssueGate.changes(
        in: part, since: frontier, rules: rules, suggestions: part.acceptedSuggestions,
        authors: authors)
      guard let changes else { return [ActObstacle(.notSeen([part.id]))] }
      return changes.filter { $0.reason == nil }.map { change in
        ActObstacle(.unexplained(change, by: authors[change.author]?.name ?? "somebody"))
      }
    }
  }

  private func answerTime() -> [ActObstacle] {
    guard familyAnswered == nil, let served = acts.servedDraft,
      let last = Self.lastAnswerDay(served: served.date), date < last
    else { return [] }
    return [ActObstacle(.answerOpen(until: last))]
  }

  /// Nil only at the end of the calendar.
  package static func lastAnswerDay(served: CivilDate) -> CivilDate? {
    var day: CivilDate? = served
    for _ in 1..<answerDays { day = day?.next }
    return day
  }

  private func otherDate() -> [ActObstacle] {
    for part in parts {
      for target in rules.formalities where target.part == part.id {
        guard let key = target.field, key == "plan-date", let field = part.template.field(key),
          case .date(let written) = part.view(of: field, record: nil).value, written != date
        else { continue }
        return [ActObstacle(.otherDate(written: written, act: date))]
      }
    }
    return []
  }
}

extension CivilDate {
  /// Nil at the end of the calendar.
  fileprivate var next: CivilDate? {
    CivilDate(year: year, month: month, day: day + 1)
      ?? CivilDate(year: year, month: month + 1, day: 1)
      ?? CivilDate(year: year + 1, month: 1, day: 1)
  }
}
