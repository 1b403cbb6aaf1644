/// Reads one preset's tables of rights.
///
/// A table is written as people draw it: a heading of roles, then a row of letters for each part.
/// Every part needs its row and every role its column, so that nobody forgets one.
struct RightsReader {
  let template: PlanTemplate

  /// E edit, D decide on suggestions, S suggest, C comment, R read, R* read unless withheld, - nothing.
  private static let letters: [(letter: String, grant: RightsMatrix.Grant)] = [
    ("E", .init(.edit)), ("D", .init(.decide)), ("S", .init(.suggest)), ("C", .init(.comment)),
    ("R", .init(.read)),
    ("R*", .init(.read, isNeedToKnow: true)), ("-", .init(.none)),
  ]

  func readPreset(_ root: TemplateNode) throws(TemplateError) -> Preset {
    try root.requireKeys(["id", "title", "guidance", "letters", "roles", "phases", "acts"])
    // For the reader of the file only: what each letter means.
    _ = try root.prose("letters")
    let roles = try readColumns(root.required("roles"))
    let phases = try root.required("phases")
    try phases.requireKeys(Phase.allCases.map(\.rawValue))
    var rights: [Phase: RightsMatrix] = [:]
    for phase in Phase.allCases {
      rights[phase] = try readTable(phase, in: phases, roles: roles)
    }
    return Preset(
      id: try root.required("id").identifier(), title: try root.required("title").line(),
      guidance: try root.prose("guidance"), rights: rights, acts: try readActRules(root))
  }

  private func readColumns(_ node: TemplateNode) throws(TemplateError) -> [RoleID] {
    var names = UniqueNames()
    var roles: [RoleID] = []
    let known = template.roles.map(\.id.description)
    for cell in try node.elements() {
      let name = try cell.string()
      guard known.contains(name) else {
        throw cell.error(.unknownName(name, .role, allowed: known))
      }
      try names.add(name, at: cell)
      roles.append(RoleID(name))
    }
    for name in known where !roles.contains(RoleID(name)) { throw node.error(.missingKey(name)) }
    return roles
  }

  /// A phase's own table, or the name of the phase whose table it shares.
  private func readTable(
    _ phase: Phase, in phases: TemplateNode, roles: [RoleID]
  ) throws(TemplateError) -> RightsMatrix {
    let node = try phases.required(phase.rawValue)
    guard node.isString else { return try readRows(node, roles: roles) }
    let name = try node.word(.phase, as: Phase.self)
    let shared = try phases.required(name.rawValue)
    // One step only, so there is no going round in circles.
    guard !shared.isString else {
      throw node.error(.wrongType(expected: "a phase that has a table of its own"))
    }
    return try readRows(shared, roles: roles)
  }

  private func readRows(
    _ table: TemplateNode, roles: [RoleID]
  ) throws(TemplateError) -> RightsMatrix {
    let rows = template.parts.flatMap(Self.rows)
    try table.requireKeys(rows.map(\.name))
    var grants: [RightsMatrix.Row: [RoleID: RightsMatrix.Grant]] = [:]
    for (name, row) in rows {
      let node = try table.required(name)
      let cells = try node.elements()
      guard cells.count == roles.count else {
        throw node.error(.wrongCount(found: cells.count, expected: roles.count))
      }
      for (role, cell) in zip(roles, cells) { grants[row, default: [:]][role] = try readCell(cell) }
    }
    return RightsMatrix(grants)
  }

  /// The rows that a part needs. A report has a second one, for the person who writes it; its name
  /// holds a space, which no part's identifier can.
  private static func rows(of part: PartTemplate) -> [(name: String, row: RightsMatrix.Row)] {
    switch part.kind {
    case .section, .casework: [(part.id.description, .part(part.id))]
    case .advice: [("own \(part.id)", .ownReport(part.id)), (part.id.description, .part(part.id))]
    }
  }

  private func readCell(_ cell: TemplateNode) throws(TemplateError) -> RightsMatrix.Grant {
    let letter = try cell.string()
    guard let known = Self.letters.first(where: { $0.letter == letter }) else {
      throw cell.error(.unknownName(letter, .right, allowed: Self.letters.map(\.letter)))
    }
    return known.grant
  }
}
