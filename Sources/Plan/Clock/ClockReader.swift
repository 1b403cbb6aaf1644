/// Reads a pack's milestones and timeline against its parts.
///
/// Every name is checked: a milestone's field is a date of the pack, a deadline's milestones and
/// grounds exist, and no milestone comes after itself.
struct ClockReader {
  let template: PlanTemplate

  func read(
    milestones root: TemplateNode, timeline: TemplateNode?
  ) throws(TemplateError) -> ClockTemplate {
    var clock = ClockTemplate()
    try root.requireKeys(["reasons", "milestones"])
    clock.milestones = try readMilestones(root.required("milestones"))
    if let node = root["reasons"] { clock.reasons = try readReasons(node) }
    guard let timeline else { return clock }
    try timeline.requireKeys(["schoolYearStarts", "grounds", "holidays", "deadlines"])
    clock.schoolYear = try timeline["schoolYearStarts"]?.yearDay()
    clock.grounds = try readGrounds(timeline, reasons: clock.reasons)
    if let node = timeline["holidays"] { clock.holidays = try readHolidays(node) }
    clock.deadlines = try DeadlineReader(clock: clock).read(timeline.required("deadlines"))
    return clock
  }

  // MARK: Milestones

  private func readMilestones(
    _ list: TemplateNode
  ) throws(TemplateError) -> [MilestoneTemplate] {
    var names = UniqueNames()
    var milestones: [MilestoneTemplate] = []
    let nodes = try list.elements(namedBy: "id")
    for node in nodes {
      try node.requireKeys(["id", "field", "after", "planned"])
      let id = try node.required("id").identifier()
      try names.add(id, at: node)
      let (part, field) = try dateField(node.required("field"))
      var after: [String] = []
      for entry in try node.elements("after") { after.append(try entry.identifier()) }
      milestones.append(
        MilestoneTemplate(
          id: id, part: part, field: field, after: after,
          isPlanned: try node["planned"]?.bool() ?? false))
    }
    let known = milestones.map(\.id)
    for (node, milestone) in zip(nodes, milestones) {
      for (entry, name) in zip(try node.elements("after"), milestone.after)
      where !known.contains(name) {
        throw entry.error(.unknownName(name, .milestone, allowed: known))
      }
      if let circle = Self.circle(from: milestone.id, in: milestones) {
        throw node.error(.circle(circle))
      }
    }
    return milestones
  }

  /// The way from a milestone back to itself over those it comes after; nil where there is none.
  /// O(milestones + orders), without recursion: a file may be as deep as it likes.
  private static func circle(
    from start: String, in milestones: [MilestoneTemplate]
  ) -> [String]? {
    var after: [String: [String]] = [:]
    for milestone in milestones { after[milestone.id] = milestone.after }
    var cameFrom: [String: String] = [:]
    var waiting = [start]
    while let id = waiting.popLast() {
      for next in after[id] ?? [] {
        if next == start {
          var way = [start]
          var step: String? = id
          while let here = step, here != start {
            way.append(here)
            step = cameFrom[here]
          }
          let between = Array(way[1...].reversed())
          return [start] + between + [start]
        }
        if cameFrom[next] == nil {
          cameFrom[next] = id
          waiting.append(next)
        }
      }
    }
    return nil
  }

  /// `dates.draft-served`: a part's own field of the kind date.
  private func dateField(_ node: TemplateNode) throws(TemplateError) -> (PartID, String) {
    let text = try node.line()
    let known = template.parts.filter { $0.kind != .advice }.flatMap { part in
      part.fields.filter { $0.kind == .date }.map { "\(part.id).\($0.key)" }
    }
    guard known.contains(text), let dot = text.firstIndex(of: ".") else {
      throw node.error(.unknownName(text, .dateField, allowed: known))
    }
    return (PartID(String(text[..<dot])), String(text[dot...].dropFirst()))
  }

  // MARK: Reasons

  private func readReasons(_ node: TemplateNode) throws(TemplateError) -> LinkTarget {
    let text = try node.line()
    let lists = template.parts.flatMap { part in
      part.lists.map { LinkTarget(part: part.id, list: $0.key) }
    }
    guard let target = lists.first(where: { $0.description == text }) else {
      throw node.error(.unknownName(text, .list, allowed: lists.map(\.description)))
    }
    for (key, kind) in [("about", FieldKind.line), ("ground", .choice), ("reason", .text)]
    where template.list(target)?.field(key)?.kind != kind {
      throw node.error(.wrongType(expected: "a list whose records have a field “\(key)” (\(kind))"))
    }
    return target
  }

  private func readGrounds(
    _ timeline: TemplateNode, reasons: LinkTarget?
  ) throws(TemplateError) -> [ClockTemplate.Ground] {
    var names = UniqueNames()
    var grounds: [ClockTemplate.Ground] = []
    let options =
      reasons.flatMap { template.list($0)?.field("ground")?.options.map(\.key) } ?? []
    for node in try timeline.elements("grounds", namedBy: "id") {
      try node.requireKeys(["id", "title", "basis"])
      let id = try node.required("id")
      let ground = ClockTemplate.Ground(
        id: try id.identifier(), title: try node.required("title").line(),
        basis: try node.required("basis").line())
      try names.add(ground.id, at: node)
      // A ground nobody can record excuses nothing.
      guard options.contains(ground.id) else {
        throw id.error(.unknownName(ground.id, .option, allowed: options))
      }
      grounds.append(ground)
    }
    return grounds
  }

  // MARK: Holidays

  private func readHolidays(_ root: TemplateNode) throws(TemplateError) -> HolidayCalendar {
    try root.requireKeys(["note", "rules", "added", "removed"])
    _ = try root.prose("note")
    var calendar = HolidayCalendar()
    for node in try root.elements("rules", namedBy: "title") {
      calendar.rules.append(try readHoliday(node))
    }
    for node in try root.elements("added", namedBy: "title") {
      calendar.added.insert(try readDay(node))
    }
    for node in try root.elements("removed", namedBy: "title") {
      calendar.removed.insert(try readDay(node))
    }
    return calendar
  }

  private func readDay(_ node: TemplateNode) throws(TemplateError) -> CivilDate {
    try node.requireKeys(["date", "title"])
    _ = try node.required("title").line()
    return try node.required("date").date()
  }

  private func readHoliday(
    _ node: TemplateNode
  ) throws(TemplateError) -> HolidayCalendar.Rule {
    try node.requireKeys(["title", "fixed", "easter", "weekday", "month", "nth"])
    _ = try node.required("title").line()
    if let day = try node["fixed"]?.yearDay() { return .fixed(month: day.month, day: day.day) }
    if let days = try node["easter"]?.integer(in: -60...60) { return .easter(Int(days)) }
    let weekday = try node.required("weekday").word(.weekday, as: Weekday.self)
    let month = Int(try node.required("month").integer(in: 1...12))
    let number = try node.required("nth")
    let nth = Int(try number.integer(in: -1...4))
    guard nth != 0 else { throw number.error(.outOfRange(1...4)) }
    return .weekday(weekday, month: month, nth: nth)
  }
}

extension TemplateNode {
  /// A day of every year, as in `12-25`.
  func yearDay() throws(TemplateError) -> YearDay {
    let text = try string()
    guard let day = YearDay(text) else { throw error(.badYearDay(text)) }
    return day
  }
}
