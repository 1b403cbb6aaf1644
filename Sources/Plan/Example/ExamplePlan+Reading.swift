extension ExamplePlan {
  /// Reads an example and checks it against its template: every key, kind, option and link.
  ///
  /// - Parameter file: its path as errors name it, as in `England/Example/plan.json`.
  package static func read(
    file: String, bytes: [UInt8], template: PlanTemplate
  ) throws(TemplateError) -> ExamplePlan {
    var reader = ExampleReader(template: template)
    return try reader.read(TemplateNode(file: file, bytes: bytes))
  }
}

private struct ExampleReader {
  let template: PlanTemplate
  private var labels = UniqueNames()
  /// The labels of each list.
  private var labelsByList: [LinkTarget: [String]] = [:]
  /// Links read so far, to be checked once every label is known.
  private var links: [(label: String, node: TemplateNode, field: FieldTemplate)] = []

  init(template: PlanTemplate) { self.template = template }

  mutating func read(_ root: TemplateNode) throws(TemplateError) -> ExamplePlan {
    try root.requireKeys(["reference", "author", "parts", "issued"])
    let plan = ExamplePlan(
      template: template,
      reference: try root.required("reference").line(),
      author: try readAuthor(root.required("author")),
      parts: try readParts(root.required("parts"), keys: ["fields", "lists"]),
      issued: try readParts(root.required("issued"), keys: ["fields"]))
    for link in links {
      let allowed = link.field.targets.flatMap { labelsByList[$0] ?? [] }
      guard allowed.contains(link.label) else {
        throw link.node.error(.unknownName(link.label, .record, allowed: allowed))
      }
    }
    return plan
  }

  private func readAuthor(_ node: TemplateNode) throws(TemplateError) -> Author {
    try node.requireKeys(["name", "role"])
    let role = try node.required("role")
    let name = try role.string()
    guard template.role(RoleID(name)) != nil else {
      throw role.error(
        .unknownName(name, .role, allowed: template.roles.map(\.id.description)))
    }
    return Author(
      account: "example", name: try node.required("name").line(), role: RoleID(name))
  }

  private mutating func readParts(
    _ node: TemplateNode, keys: [String]
  ) throws(TemplateError) -> [ExamplePlan.Part] {
    var parts: [(order: Int, part: ExamplePlan.Part)] = []
    for (key, value) in try node.members() {
      let id = PartID(key)
      guard let order = template.parts.firstIndex(where: { $0.describes(id) }) else {
        throw value.error(
          .unknownName(key, .part, allowed: template.parts.map(\.id.description)))
      }
      try value.requireKeys(keys)
      let description = template.parts[order]
      let part = ExamplePlan.Part(
        id: id, fields: try readFields(value, of: description.fields),
        lists: try readLists(value, of: description))
      parts.append((description.kind == .advice ? template.parts.count : order, part))
    }
    return parts.enumerated()
      .sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }
      .map(\.element.part)
  }

  private mutating func readLists(
    _ node: TemplateNode, of part: PartTemplate
  ) throws(TemplateError) -> [ExamplePlan.List] {
    var lists: [ExamplePlan.List] = []
    for (key, value) in try node["lists"]?.members() ?? [] {
      guard let list = part.list(key) else {
        throw value.error(.unknownName(key, .list, allowed: part.lists.map(\.key)))
      }
      let target = LinkTarget(part: part.id, list: key)
      var records: [ExamplePlan.Record] = []
      for element in try value.elements(namedBy: "label") {
        try element.requireKeys(["label", "fields"])
        let label = try element.required("label").identifier()
        try labels.add(label, at: element)
        labelsByList[target, default: []].append(label)
        records.append(
          ExamplePlan.Record(label: label, fields: try readFields(element, of: list.fields)))
      }
      lists.append(ExamplePlan.List(key: key, records: records))
    }
    return lists
  }

  private mutating func readFields(
    _ owner: TemplateNode, of templates: [FieldTemplate]
  ) throws(TemplateError) -> [ExamplePlan.Field] {
    var fields: [ExamplePlan.Field] = []
    for (key, value) in try owner["fields"]?.members() ?? [] {
      guard let field = templates.first(where: { $0.key == key }) else {
        throw value.error(.unknownName(key, .field, allowed: templates.map(\.key)))
      }
      fields.append(ExamplePlan.Field(key: key, value: try readValue(value, of: field)))
    }
    return fields
  }

  private mutating func readValue(
    _ node: TemplateNode, of field: FieldTemplate
  ) throws(TemplateError) -> ExamplePlan.Value {
    switch field.kind {
    case .text: return .value(.text(try readText(node)))
    case .line: return .value(.line(try node.line()))
    case .date: return .value(.date(try node.date()))
    case .number: return .value(.number(try node.integer(in: Int64.min...Int64.max)))
    case .flag: return .value(.flag(try node.bool()))
    case .choice:
      let key = try node.string()
      guard field.option(key) != nil else {
        throw node.error(.unknownName(key, .option, allowed: field.options.map(\.key)))
      }
      return .value(.choice(key))
    case .links:
      var named: [String] = []
      for element in try node.elements() {
        let label = try element.string()
        links.append((label, element, field))
        named.append(label)
      }
      return .links(named)
    }
  }

  /// A text, or a list of its paragraphs.
  private func readText(_ node: TemplateNode) throws(TemplateError) -> String {
    guard !node.isString else { return try node.prose() }
    var paragraphs: [String] = []
    for element in try node.elements() { paragraphs.append(try element.prose()) }
    return paragraphs.joined(separator: "\n\n")
  }
}
