/// Reads the files of one pack into a template.
struct TemplateReader {
  /// The pack format this program reads. A pack of another format is refused, not guessed at.
  static let format: Int64 = 1
  static let manifest = "pack.json"

  private let pack: String
  private let files: [String: [UInt8]]
  /// Files that `pack.json` names, in any role.
  private var listed: Set<String> = [manifest]
  /// Links read so far, to be checked once every list is known.
  private var links: [(target: String, node: TemplateNode)] = []

  init(pack: String, files: [String: [UInt8]]) {
    self.pack = pack
    self.files = files
  }

  func readName() throws(TemplateError) -> (pack: String, version: Int) {
    try readName(try openManifest())
  }

  private func openManifest() throws(TemplateError) -> TemplateNode {
    let root = try open(Self.manifest)
    // First of all: a newer format may have keys this program has never heard of.
    let format = try root.required("format").integer(in: 1...Int64.max)
    guard format == Self.format else {
      throw root.error(.unsupportedFormat(format, supported: Self.format))
    }
    return root
  }

  private func readName(
    _ root: TemplateNode
  ) throws(TemplateError) -> (pack: String, version: Int) {
    (
      try root.required("pack").identifier(),
      Int(try root.required("version").integer(in: 1...1_000_000))
    )
  }

  mutating func read() throws(TemplateError) -> PlanTemplate {
    let root = try openManifest()
    let name = try readName(root)
    try root.requireKeys([
      "format", "pack", "version", "title", "language", "law", "notVerified", "files",
    ])
    var template = PlanTemplate(
      pack: name.pack, version: name.version,
      title: try root.required("title").line(),
      language: try root.required("language").line(),
      law: try root.required("law").elements().map { node throws(TemplateError) in
        try node.line()
      })

    for node in try root.elements("notVerified") { template.unverified.append(try node.line()) }
    let list = try root.required("files")
    try list.requireKeys([
      "parts", "roles", "presets", "milestones", "timeline", "checks", "returns", "other",
    ])
    for node in try list.elements("other") { _ = try self.list(node) }
    template.parts = try readParts(list.required("parts").elements())
    template.roles = try readRoles(open(list.required("roles")))
    template.presets = try readPresets(list.required("presets").elements(), of: template)
    if let node = list["milestones"] {
      let timeline = try list["timeline"].map { node throws(TemplateError) in try open(node) }
      template.clock = try ClockReader(template: template).read(
        milestones: open(node), timeline: timeline)
    } else if let timeline = list["timeline"] {
      throw timeline.error(.misplaced(onlyFor: "a pack with “milestones”"))
    }
    if let node = list["checks"] {
      template.checks = try CheckSettingsReader().read(open(node))
    }
    for node in try list.elements("returns") {
      template.returns.append(try ReturnReader(template: template).read(open(node)))
    }
    for name in files.keys.sorted() where !listed.contains(name) {
      throw TemplateError(
        file: path(name), position: nil, field: "", problem: .unlistedFile)
    }
    return template
  }

  // MARK: Files

  private func path(_ name: String) -> String { "\(pack)/\(name)" }

  private func open(_ name: String) throws(TemplateError) -> TemplateNode {
    guard let bytes = files[name] else {
      throw TemplateError(
        file: path(name), position: nil, field: "", problem: .missingFile(name))
    }
    return try TemplateNode(file: path(name), bytes: bytes)
  }

  /// Opens the file that `node` names.
  private mutating func open(_ node: TemplateNode) throws(TemplateError) -> TemplateNode {
    try open(list(node))
  }

  /// Notes that `node` names a file of the pack, which must be there.
  private mutating func list(_ node: TemplateNode) throws(TemplateError) -> String {
    let name = try node.line()
    guard files[name] != nil else { throw node.error(.missingFile(name)) }
    guard listed.insert(name).inserted else { throw node.error(.duplicate(name)) }
    return name
  }

  // MARK: Parts

  private mutating func readParts(
    _ nodes: [TemplateNode]
  ) throws(TemplateError) -> [PartTemplate] {
    var parts: [PartTemplate] = []
    for node in nodes {
      let root = try open(node)
      let part = try readPart(root)
      let id = try root.required("id")
      for other in parts {
        if other.id == part.id { throw id.error(.duplicate(part.id.description)) }
        // A section called `advice-x` would be taken for a report.
        if other.describes(part.id) || part.describes(other.id)
          || (other.kind == .advice && part.kind == .advice)
        {
          throw id.error(.clash(part.id.description, with: other.id.description))
        }
      }
      parts.append(part)
    }
    let lists = parts.flatMap { part in
      part.lists.map { LinkTarget(part: part.id, list: $0.key).description }
    }
    for link in links where !lists.contains(link.target) {
      throw link.node.error(.unknownName(link.target, .list, allowed: lists))
    }
    return parts
  }

  private mutating func readPart(_ root: TemplateNode) throws(TemplateError) -> PartTemplate {
    try root.requireKeys([
      "id", "kind", "title", "shortTitle", "basis", "guidance", "verified", "fields", "lists",
    ])
    var names = UniqueNames()
    let fields = try readFields(of: root, names: &names)
    var lists: [ListTemplate] = []
    for node in try root.elements("lists", namedBy: "key") {
      lists.append(try readList(node))
      try names.add(lists[lists.count - 1].key, at: node)
    }
    var part = PartTemplate(
      id: try root.required("id").partID(),
      kind: try root["kind"]?.word(.partKind, as: PartTemplate.Kind.self) ?? .section,
      title: try root.required("title").line(),
      shortTitle: try root.required("shortTitle").line(),
      basis: try root.required("basis").line(),
      guidance: try root.prose("guidance"),
      fields: fields, lists: lists)
    part.isVerified = try root["verified"]?.bool() ?? true
    return part
  }

  private mutating func readList(_ node: TemplateNode) throws(TemplateError) -> ListTemplate {
    try node.requireKeys(["key", "title", "singular", "guidance", "strand", "fields"])
    var names = UniqueNames()
    return ListTemplate(
      key: try node.required("key").identifier(),
      title: try node.required("title").line(),
      singular: try node.required("singular").line(),
      guidance: try node.prose("guidance"),
      strand: try node["strand"]?.word(.strand, as: Strand.self),
      fields: try readFields(of: node, names: &names))
  }

  private mutating func readFields(
    of owner: TemplateNode, names: inout UniqueNames
  ) throws(TemplateError) -> [FieldTemplate] {
    var fields: [FieldTemplate] = []
    for node in try owner.elements("fields", namedBy: "key") {
      fields.append(try readField(node))
      try names.add(fields[fields.count - 1].key, at: node)
    }
    return fields
  }

  private mutating func readField(_ node: TemplateNode) throws(TemplateError) -> FieldTemplate {
    try node.requireKeys(["key", "title", "kind", "required", "guidance", "options", "links"])
    let kind = try node.required("kind").word(.fieldKind, as: FieldKind.self)
    if kind == .choice { try node.required("options").requireElements() }
    if kind == .links { try node.required("links").requireElements() }
    if kind != .choice, let options = node["options"] {
      throw options.error(.misplaced(onlyFor: "a field of the kind choice"))
    }
    if kind != .links, let links = node["links"] {
      throw links.error(.misplaced(onlyFor: "a field of the kind links"))
    }
    return FieldTemplate(
      key: try node.required("key").identifier(),
      title: try node.required("title").line(),
      kind: kind,
      isRequired: try node["required"]?.bool() ?? false,
      guidance: try node.prose("guidance"),
      options: try readOptions(of: node),
      targets: try readTargets(of: node))
  }

  private func readOptions(of field: TemplateNode) throws(TemplateError) -> [ChoiceOption] {
    var names = UniqueNames()
    var options: [ChoiceOption] = []
    for node in try field.elements("options", namedBy: "key") {
      try node.requireKeys(["key", "title"])
      let option = ChoiceOption(
        key: try node.required("key").identifier(), title: try node.required("title").line())
      try names.add(option.key, at: node)
      options.append(option)
    }
    return options
  }

  private mutating func readTargets(of field: TemplateNode) throws(TemplateError) -> [LinkTarget] {
    var names = UniqueNames()
    var targets: [LinkTarget] = []
    for node in try field.elements("links") {
      let text = try node.line()
      try names.add(text, at: node)
      links.append((text, node))
      let dot = text.firstIndex(of: ".") ?? text.endIndex
      targets.append(
        LinkTarget(part: PartID(String(text[..<dot])), list: String(text[dot...].dropFirst())))
    }
    return targets
  }

  // MARK: Roles and rights

  private func readRoles(_ root: TemplateNode) throws(TemplateError) -> [RoleTemplate] {
    try root.requireKeys(["roles"])
    var names = UniqueNames()
    var roles: [RoleTemplate] = []
    for node in try root.required("roles").elements(namedBy: "id") {
      try node.requireKeys(["id", "title", "guidance", "professional", "authority", "family"])
      let id = try node.required("id").identifier()
      try names.add(id, at: node)
      roles.append(
        RoleTemplate(
          id: RoleID(id), title: try node.required("title").line(),
          guidance: try node.prose("guidance"),
          isProfessional: try node["professional"]?.bool() ?? false,
          isAuthority: try node["authority"]?.bool() ?? false,
          isFamily: try node["family"]?.bool() ?? false))
    }
    return roles
  }

  private mutating func readPresets(
    _ nodes: [TemplateNode], of template: PlanTemplate
  ) throws(TemplateError) -> [Preset] {
    var names = UniqueNames()
    var presets: [Preset] = []
    for node in nodes {
      let root = try open(node)
      let preset = try RightsReader(template: template).readPreset(root)
      try names.add(preset.id, at: root.required("id"))
      presets.append(preset)
    }
    return presets
  }
}
