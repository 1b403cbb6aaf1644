/// Reads what a preset says of official acts.
extension RightsReader {
  /// The rules of a preset; without them nobody may perform any act.
  func readActRules(_ root: TemplateNode) throws(TemplateError) -> ActRules {
    guard let node = root["acts"] else { return ActRules() }
    try node.requireKeys(["permitted", "placement", "formalities"])
    let permitted = try node.required("permitted")
    try permitted.requireKeys(PlanAct.allCases.map(\.rawValue))
    let family = template.roles.filter(\.isFamily).map(\.id)
    guard !family.isEmpty else { throw node.error(.noFamily) }
    var rules = ActRules(family: Set(family))
    for act in PlanAct.allCases {
      rules.permitted[act] = try readRoles(permitted.required(act.rawValue))
    }
    rules.placement = try readTargets(node.required("placement"))
    rules.formalities = try readTargets(node.required("formalities"))
    return rules
  }

  private func readRoles(_ node: TemplateNode) throws(TemplateError) -> Set<RoleID> {
    var names = UniqueNames()
    var roles: Set<RoleID> = []
    for cell in try node.elements() {
      let name = try cell.string()
      guard template.role(RoleID(name)) != nil else {
        throw cell.error(
          .unknownName(name, .role, allowed: template.roles.map(\.id.description)))
      }
      try names.add(name, at: cell)
      roles.insert(RoleID(name))
    }
    return roles
  }

  /// Parts, as in `I`, and fields of a part's own, as in `details.plan-date`.
  private func readTargets(_ node: TemplateNode) throws(TemplateError) -> Set<ActRules.Target> {
    var names = UniqueNames()
    var targets: Set<ActRules.Target> = []
    for cell in try node.elements() {
      let name = try cell.string()
      try names.add(name, at: cell)
      let words = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      let part = template.parts.first { $0.id.description == words[0] }
      guard let part, part.kind == .section else {
        let known = template.parts.filter { $0.kind == .section }.map(\.id.description)
        throw cell.error(.unknownName(name, .part, allowed: known))
      }
      guard words.count > 1 else {
        targets.insert(ActRules.Target(part: part.id))
        continue
      }
      guard part.field(String(words[1])) != nil else {
        throw cell.error(.unknownName(name, .field, allowed: part.fields.map(\.key)))
      }
      targets.insert(ActRules.Target(part: part.id, field: String(words[1])))
    }
    return targets
  }
}
