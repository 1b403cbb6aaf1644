/// Reckons the days of one plan. Used by `Timeline` alone.
struct Reckoning {
  let milestones: Milestones
  let clock: ClockTemplate
  let today: CivilDate

  /// Nil where nothing is on record that the deadline follows from, or it is asked for no longer.
  func entry(for rule: DeadlineRule) -> Timeline.Entry? {
    guard let first = rule.limits.first, let trigger = latest(of: first.from) else { return nil }
    if rule.endedBy.contains(where: { (milestones[$0] ?? .distantPast) >= trigger.date }) {
      return nil
    }
    if let needed = rule.onlyWith, milestones[needed] ?? .distantPast < trigger.date { return nil }
    var best: (from: String, since: CivilDate, days: Days)?
    for (index, limit) in rule.limits.enumerated() {
      guard let start = latest(of: limit.from) else { continue }
      if index > 0, limit.onlySinceFirst, start.date < trigger.date { continue }
      guard let days = days(limit.span, from: start.date, rule) else { continue }
      if days.due > best?.days.due ?? .distantPast { best = (start.id, start.date, days) }
    }
    guard let best else { return nil }
    return Timeline.Entry(
      rule: rule, from: best.from, since: best.since, due: best.days.due,
      earlier: best.days.earlier, state: state(of: rule, trigger: trigger.date, due: best.days.due),
      exemptions: milestones.reasons.filter { reason in
        reason.about == rule.id && reason.ground.map(rule.exemptions.contains) == true
      })
  }

  private func latest(of ids: [String]) -> (id: String, date: CivilDate)? {
    var latest: (id: String, date: CivilDate)?
    for id in ids {
      guard let date = milestones[id], date > latest?.date ?? .distantPast else { continue }
      latest = (id, date)
    }
    return latest
  }

  // MARK: Days

  private struct Days {
    var due: CivilDate
    var earlier: CivilDate?
  }

  private func days(
    _ span: DeadlineRule.Span, from day: CivilDate, _ rule: DeadlineRule
  ) -> Days? {
    let calendar = clock.holidays
    switch span {
    case .within(let period):
      return period.end(after: day, calendar).flatMap { extended($0, by: rule.extended) }
        .map { due in
          // An appeal is the tribunal's to count: there is one practice only.
          let isOne = rule.extended != nil || rule.kind == .event
          return Days(
            due: due, earlier: isOne ? nil : period.end(startingWith: day, calendar))
        }
    case .startingWith(let period):
      return period.end(startingWith: day, calendar).map { Days(due: $0) }
    case .atLeastBefore(let period): return period.start(before: day).map { Days(due: $0) }
    case .dayBefore(let month, let dayOfMonth):
      return CivilDate(year: day.year, month: month, day: dayOfMonth)?.adding(days: -1)
        .map { Days(due: $0) }
    case .lastWeekday(let weekday, let month, let age):
      return lastWeekday(weekday, month: month, schoolYearOfAge: age, born: day)
        .map { Days(due: $0) }
    }
  }

  private func extended(_ day: CivilDate, by rule: DeadlineRule.Extension?) -> CivilDate? {
    guard let rule else { return day }
    var end = day
    // A Saturday that ends July moves into August, and so into September.
    while true {
      if let last = rule.spans.lazy.compactMap({ $0.last(end) }).first {
        guard let next = clock.holidays.workingDay(after: last) else { return nil }
        end = next
      } else if rule.isMovedOffNonWorkingDays, !clock.holidays.isWorkingDay(end) {
        guard let next = clock.holidays.workingDay(after: end) else { return nil }
        end = next
      } else {
        return end
      }
    }
  }

  private func lastWeekday(
    _ weekday: Weekday, month: Int, schoolYearOfAge age: Int, born: CivilDate
  ) -> CivilDate? {
    guard let start = clock.schoolYear, let birthday = born.adding(months: age * 12) else {
      return nil
    }
    func isBeforeStart(_ month: Int, _ day: Int) -> Bool {
      (month, day) < (start.month, start.day)
    }
    let firstYear = birthday.year - (isBeforeStart(birthday.month, birthday.day) ? 1 : 0)
    // A month before the school year's first belongs to its second calendar year.
    let year = firstYear + (month < start.month ? 1 : 0)
    return HolidayCalendar.Rule.nth(-1, weekday, month: month, year: year)
  }

  // MARK: States

  private func state(
    of rule: DeadlineRule, trigger: CivilDate, due: CivilDate
  ) -> Timeline.State {
    if let done = answer(to: rule, trigger: trigger) {
      return .met(on: done, late: max(0, due.days(until: done)))
    }
    let left = today.days(until: due)
    if left >= 0 { return .due(daysLeft: left) }
    return rule.kind == .duty ? .overdue(days: -left) : .passed(days: -left)
  }

  /// The first day after the trigger on which one of its milestones lies; of what has to come
  /// before the trigger, the last.
  private func answer(to rule: DeadlineRule, trigger: CivilDate) -> CivilDate? {
    let answers = rule.metBy.compactMap { milestones[$0] }
    switch rule.limits.first?.span {
    case .atLeastBefore, .dayBefore:
      // What was sent more than a year before belongs to the meeting or move before this one.
      let year = trigger.adding(months: -12) ?? .distantPast
      return answers.filter { $0 > year && $0 <= trigger }.max()
    default: return answers.filter { $0 >= trigger }.min()
    }
  }

  // MARK: Doubts

  func doubts() -> [Timeline.Doubt] {
    var doubts: [Timeline.Doubt] = []
    for milestone in clock.milestones {
      guard let entry = milestones.entries[milestone.id] else { continue }
      for earlier in milestone.after {
        if let date = milestones[earlier], date > entry.date {
          doubts.append(.outOfOrder(milestone: milestone.id, after: earlier))
        }
      }
      if !milestone.isPlanned, entry.date > today {
        doubts.append(.inFuture(milestone: milestone.id))
      }
      guard let other = entry.other else { continue }
      switch entry.source {
      case .recorded: doubts.append(.disputed(milestone: milestone.id, other: other))
      case .official: doubts.append(.differsFromLedger(milestone: milestone.id, recorded: other))
      }
    }
    for reason in milestones.reasons
    where clock.deadline(reason.about) == nil && clock.milestone(reason.about) == nil {
      doubts.append(.unknownSubject(reason.about))
    }
    return doubts
  }
}

extension DeadlineRule.Recess {
  /// The last day of the recess that `day` lies in; nil if it lies in none.
  fileprivate func last(_ day: CivilDate) -> CivilDate? {
    let place = (day.month, day.day)
    let isSinceFirst = place >= (first.month, first.day)
    let isByLast = place <= (last.month, last.day)
    let goesOverYearEnd = last < first
    guard goesOverYearEnd ? isSinceFirst || isByLast : isSinceFirst && isByLast else { return nil }
    return CivilDate(
      year: goesOverYearEnd && isSinceFirst ? day.year + 1 : day.year, month: last.month,
      day: last.day)
  }
}
