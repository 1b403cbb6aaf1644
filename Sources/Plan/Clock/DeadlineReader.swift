/// Reads a pack's deadlines. Used by `ClockReader` alone.
struct DeadlineReader {
  /// Milestones, grounds and school year, read before.
  let clock: ClockTemplate

  func read(_ list: TemplateNode) throws(TemplateError) -> [DeadlineRule] {
    var names = UniqueNames()
    var deadlines: [DeadlineRule] = []
    for node in try list.elements(namedBy: "id") {
      let deadline = try readDeadline(node)
      try names.add(deadline.id, at: node)
      deadlines.append(deadline)
    }
    return deadlines
  }

  private func readDeadline(_ node: TemplateNode) throws(TemplateError) -> DeadlineRule {
    try node.requireKeys([
      "id", "title", "who", "kind", "limits", "metBy", "endedBy", "onlyWith", "exemptions",
      "extended", "basis", "verified",
    ])
    let limits = try node.required("limits")
    try limits.requireElements()
    var exemptions: [String] = []
    let grounds = clock.grounds.map(\.id)
    for entry in try node.elements("exemptions") {
      let name = try entry.identifier()
      guard grounds.contains(name) else {
        throw entry.error(.unknownName(name, .ground, allowed: grounds))
      }
      exemptions.append(name)
    }
    return DeadlineRule(
      id: try node.required("id").identifier(), title: try node.required("title").line(),
      who: try node.required("who").line(),
      kind: try node.required("kind").word(.deadlineKind, as: DeadlineRule.Kind.self),
      limits: try limits.elements().map { entry throws(TemplateError) in try readLimit(entry) },
      metBy: try milestones("metBy", of: node), endedBy: try milestones("endedBy", of: node),
      onlyWith: try node["onlyWith"].map { entry throws(TemplateError) in try milestone(entry) },
      exemptions: exemptions,
      extended: try node["extended"].map { entry throws(TemplateError) in
        try readExtension(entry)
      },
      basis: try node.required("basis").line(), isVerified: try node["verified"]?.bool() ?? true)
  }

  private func milestone(_ node: TemplateNode) throws(TemplateError) -> String {
    let name = try node.identifier()
    guard clock.milestone(name) != nil else {
      throw node.error(.unknownName(name, .milestone, allowed: clock.milestones.map(\.id)))
    }
    return name
  }

  private func milestones(
    _ key: String, of node: TemplateNode
  ) throws(TemplateError) -> [String] {
    try node.elements(key).map { entry throws(TemplateError) in try milestone(entry) }
  }

  // MARK: Limits

  /// The ways to give a span; a limit has exactly one.
  private static let spans = ["within", "startingWith", "atLeastBefore", "dayBefore", "last"]

  private func readLimit(_ node: TemplateNode) throws(TemplateError) -> DeadlineRule.Limit {
    try node.requireKeys(["from", "onlySinceFirst"] + Self.spans)
    try node.required("from").requireElements()
    let given = Self.spans.filter { node[$0] != nil }
    guard given.count == 1, let key = given.first, let span = node[key] else {
      throw node.error(.wrongType(expected: "a limit with one of \(Self.spans)"))
    }
    return DeadlineRule.Limit(
      from: try milestones("from", of: node), span: try readSpan(key, span),
      onlySinceFirst: try node["onlySinceFirst"]?.bool() ?? false)
  }

  private func readSpan(
    _ key: String, _ node: TemplateNode
  ) throws(TemplateError) -> DeadlineRule.Span {
    switch key {
    case "within": return .within(try readPeriod(node))
    case "startingWith": return .startingWith(try readPeriod(node))
    case "atLeastBefore":
      let period = try readPeriod(node)
      guard period.unit != .workingDays else {
        throw node.error(.wrongType(expected: "days, weeks or months"))
      }
      return .atLeastBefore(period)
    case "dayBefore":
      let day = try node.yearDay()
      return .dayBefore(month: day.month, day: day.day)
    default:
      try node.requireKeys(["weekday", "month", "schoolYearOfAge"])
      guard clock.schoolYear != nil else {
        throw node.error(.misplaced(onlyFor: "a timeline with “schoolYearStarts”"))
      }
      return .lastWeekday(
        try node.required("weekday").word(.weekday, as: Weekday.self),
        month: Int(try node.required("month").integer(in: 1...12)),
        schoolYearOfAge: Int(try node.required("schoolYearOfAge").integer(in: 0...30)))
    }
  }

  /// `{"weeks": 6}`.
  private func readPeriod(_ node: TemplateNode) throws(TemplateError) -> Period {
    let units = Period.Unit.allCases
    try node.requireKeys(units.map(\.rawValue))
    let given = units.filter { node[$0.rawValue] != nil }
    guard given.count == 1, let unit = given.first else {
      throw node.error(
        .wrongType(expected: "one of \(units.map(\.rawValue).joined(separator: ", "))"))
    }
    let longest: Int64 =
      switch unit {
      case .days, .workingDays: 3_660
      case .weeks: 520
      case .months: 360
      }
    return Period(Int(try node.required(unit.rawValue).integer(in: 1...longest)), unit)
  }

  private func readExtension(
    _ node: TemplateNode
  ) throws(TemplateError) -> DeadlineRule.Extension {
    try node.requireKeys(["recesses", "offNonWorkingDays"])
    let recesses = try node.elements("recesses").map { entry throws(TemplateError) in
      try entry.requireKeys(["first", "last"])
      return DeadlineRule.Recess(
        first: try entry.required("first").yearDay(), last: try entry.required("last").yearDay())
    }
    return DeadlineRule.Extension(
      spans: recesses, isMovedOffNonWorkingDays: try node["offNonWorkingDays"]?.bool() ?? false)
  }
}
