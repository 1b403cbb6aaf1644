/// Reads a pack's `checks.json`.
struct CheckSettingsReader {
  func read(_ root: TemplateNode) throws(TemplateError) -> CheckSettings {
    try root.requireKeys([
      "rules", "adulthoodFromYear", "vagueWords", "modals", "placeholders", "placeholderWords",
      "initials", "therapies", "medicalWords", "names",
    ])
    var settings = CheckSettings()
    settings.rules = try readRules(root.required("rules"))
    if let year = try root["adulthoodFromYear"]?.integer(in: 0...20) {
      settings.adulthoodYear = Int(year)
    }
    for node in try root.elements("vagueWords", namedBy: "title") {
      settings.vagueWords += try readVagueWords(node)
    }
    settings.modals = try lines("modals", of: root)
    if let node = root["placeholders"] { settings.placeholders = try readPlaceholders(node) }
    settings.placeholderWords = try lines("placeholderWords", of: root)
    settings.initials = try lines("initials", of: root)
    for node in try root.elements("therapies", namedBy: "title") {
      try node.requireKeys(["title", "phrases"])
      settings.therapies.append(
        CheckSettings.Therapy(
          title: try node.required("title").line(), phrases: try lines("phrases", of: node)))
    }
    settings.medicalWords = try lines("medicalWords", of: root)
    if let names = root["names"] {
      try names.requireKeys(["forenames", "alsoWords"])
      settings.forenames = try lines("forenames", of: names)
      settings.wordNames = try lines("alsoWords", of: names)
    }
    return settings
  }

  private func readRules(
    _ list: TemplateNode
  ) throws(TemplateError) -> [CheckSettings.RuleSetting] {
    let known = Check.rules.map(\.id)
    var names = UniqueNames()
    var rules: [CheckSettings.RuleSetting] = []
    for node in try list.elements(namedBy: "id") {
      try node.requireKeys(["id", "severity", "basis"])
      let id = try node.required("id")
      let name = try id.string()
      guard known.contains(name) else {
        throw id.error(.unknownName(name, .rule, allowed: known))
      }
      try names.add(name, at: node)
      let severity = try node["severity"].map { node throws(TemplateError) in
        try node.word(.severity, as: Finding.Severity.self)
      }
      rules.append(
        CheckSettings.RuleSetting(
          id: name, severity: severity, basis: try node["basis"]?.line()))
    }
    return rules
  }

  private func readVagueWords(_ node: TemplateNode) throws(TemplateError) -> [VagueWord] {
    try node.requireKeys(["title", "standsFor", "alwaysDoubtful", "phrases"])
    var elements: Set<SpecificationElement> = []
    for element in try node.required("standsFor").elements() {
      elements.insert(try element.word(.element, as: SpecificationElement.self))
    }
    let isDoubtful = try node["alwaysDoubtful"]?.bool() ?? false
    return try lines("phrases", of: node).map {
      VagueWord($0, elements, alwaysDoubtful: isDoubtful)
    }
  }

  private func readPlaceholders(
    _ node: TemplateNode
  ) throws(TemplateError) -> [FindingReason.Placeholder: [String]] {
    let kinds: [(String, FindingReason.Placeholder)] = [
      ("instruction", .instruction), ("to-be-confirmed", .toBeConfirmed), ("pronoun", .pronoun),
      ("sample", .sample),
    ]
    try node.requireKeys(kinds.map(\.0))
    var placeholders: [FindingReason.Placeholder: [String]] = [:]
    for (key, kind) in kinds { placeholders[kind] = try lines(key, of: node) }
    return placeholders
  }

  private func lines(_ key: String, of node: TemplateNode) throws(TemplateError) -> [String] {
    try node.elements(key).map { entry throws(TemplateError) in try entry.line() }
  }
}
