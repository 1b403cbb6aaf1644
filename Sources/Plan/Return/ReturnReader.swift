/// Reads a pack's returns against its parts and its clock.
struct ReturnReader {
  let template: PlanTemplate

  func read(_ root: TemplateNode) throws(TemplateError) -> ReturnTemplate {
    try root.requireKeys(["id", "title", "notVerified", "files"])
    var names = UniqueNames()
    var files: [ReturnTemplate.File] = []
    for node in try root.required("files").elements(namedBy: "name") {
      files.append(try readFile(node))
      try names.add(files[files.count - 1].name, at: node)
    }
    return ReturnTemplate(
      id: try root.required("id").identifier(), title: try root.required("title").line(),
      unverified: try root.elements("notVerified").map { node throws(TemplateError) in
        try node.line()
      }, files: files)
  }

  private func readFile(_ node: TemplateNode) throws(TemplateError) -> ReturnTemplate.File {
    try node.requireKeys(["name", "if", "rows", "columns"])
    let list = try node["rows"].map { node throws(TemplateError) in try readList(node) }
    var names = UniqueNames()
    var columns: [ReturnTemplate.Column] = []
    for column in try node.required("columns").elements(namedBy: "name") {
      columns.append(try readColumn(column, of: list))
      try names.add(columns[columns.count - 1].name, at: column)
    }
    return ReturnTemplate.File(
      name: try node.required("name").identifier(),
      condition: try node["if"].map { node throws(TemplateError) in try readField(node) },
      rows: list, columns: columns)
  }

  private func readList(_ node: TemplateNode) throws(TemplateError) -> LinkTarget {
    let text = try node.line()
    let lists = template.parts.flatMap { part in
      part.lists.map { LinkTarget(part: part.id, list: $0.key) }
    }
    guard let list = lists.first(where: { $0.description == text }) else {
      throw node.error(.unknownName(text, .list, allowed: lists.map(\.description)))
    }
    return list
  }

  private func readField(_ node: TemplateNode) throws(TemplateError) -> ReturnField {
    let text = try node.line()
    let fields = template.parts.filter(\.isFixed).flatMap { part in
      part.fields.map { ReturnField(part: part.id, key: $0.key) }
    }
    guard let field = fields.first(where: { $0.description == text }) else {
      throw node.error(.unknownName(text, .field, allowed: fields.map(\.description)))
    }
    return field
  }

  // MARK: Columns

  /// The ways to give a column's source; a column has exactly one.
  private static let sources = ["from", "record", "number", "reference", "excused", "first"]

  private func readColumn(
    _ node: TemplateNode, of list: LinkTarget?
  ) throws(TemplateError) -> ReturnTemplate.Column {
    try node.requireKeys(["name", "codes", "check", "otherwise"] + Self.sources)
    let given = Self.sources.filter { node[$0] != nil }
    guard given.count == 1, let key = given.first, let source = node[key] else {
      throw node.error(.wrongType(expected: "a column with one of \(Self.sources)"))
    }
    var codes: [String: String] = [:]
    for (key, value) in try node["codes"]?.members() ?? [] { codes[key] = try value.line() }
    return ReturnTemplate.Column(
      name: try node.required("name").identifier(),
      source: try readSource(key, source, otherwise: node["otherwise"], list), codes: codes,
      check: try node["check"].map { node throws(TemplateError) in
        try node.word(.column, as: ReturnTemplate.Check.self)
      })
  }

  private func readSource(
    _ key: String, _ node: TemplateNode, otherwise: TemplateNode?, _ list: LinkTarget?
  ) throws(TemplateError) -> ReturnTemplate.Source {
    switch key {
    case "from":
      if node.isString { return .fields([try readField(node)]) }
      try node.requireElements()
      return .fields(
        try node.elements().map { entry throws(TemplateError) in try readField(entry) })
    case "record":
      let name = try node.identifier()
      let known = list.flatMap { template.list($0) }?.fields.map(\.key) ?? []
      guard known.contains(name) else {
        throw node.error(.unknownName(name, .field, allowed: known))
      }
      return .recordField(name)
    case "number": return .number
    case "reference": return .reference
    case "excused":
      let name = try node.identifier()
      guard template.clock.deadline(name) != nil else {
        let known = template.clock.deadlines.map(\.id)
        throw node.error(.unknownName(name, .deadline, allowed: known))
      }
      return .excused(name)
    default:
      let choices = try node.elements().map { entry throws(TemplateError) in
        try entry.requireKeys(["if", "value"])
        return ReturnTemplate.Choice(
          field: try readField(entry.required("if")), value: try entry.required("value").line())
      }
      return .chosen(choices, otherwise: try otherwise?.line() ?? "")
    }
  }
}
