import Plan
import Testing

/// Who may act, as the pack says it.
@Suite struct ActRulesTests {
  @Test(arguments: ["co-written", "authority-drafted"])
  func `in England the co-ordinator serves and amends, and the signing officer issues too`(
    preset: String
  ) throws {
    let template = try EnglandPack.template()
    let rules = try #require(template.preset(preset)).acts
    for role in template.roles.map(\.id) {
      let isCoordinator = role == RoleID("caseworker")
      for act in PlanAct.allCases {
        let isOfficer = role == RoleID("sign-off") && act == .issue
        #expect(rules.permits(act, to: role) == (isCoordinator || isOfficer), "\(role) \(act)")
      }
    }
    #expect(rules.family == [RoleID("parent")])
    #expect(rules.placement == [ActRules.Target(part: PartID("I"))])
    #expect(rules.formalities.allSatisfy { $0.part == PartID("details") && $0.field != nil })
  }

  @Test func `a preset that says nothing of acts permits none`() throws {
    let rules = ActRules()
    #expect(PlanAct.allCases.allSatisfy { !rules.permits($0, to: RoleID("caseworker")) })
  }

  @Test(arguments: [
    (#""family": ["parent"]"#, #""family": ["mother"]"#, #"acts.family.1: no role "mother""#),
    (#""family": ["parent"]"#, #""family": ["parent", "parent"]"#, #""parent" is defined twice"#),
    (#""family": ["parent"],"#, "", #""family" is missing"#),
    (#""placement": ["I"]"#, #""placement": ["Z"]"#, #"acts.placement.1: no part "Z""#),
    (#""placement": ["I"]"#, #""placement": ["advice"]"#, #"no part "advice""#),
    (#""placement": ["I"]"#, #""placement": ["I.colour"]"#, #"no field "I.colour""#),
    (
      #""amend": ["caseworker"]"#, #""amend": "caseworker""#,
      "acts.permitted.amend: should be a list"
    ),
    (#""serve-draft": ["#, #""serve": ["#, "unknown key"),
  ])
  func `a fault is named by file, line and field`(
    found: String, replacement: String, expected: String
  ) throws {
    var files = EnglandPack.files
    let name = "rights/co-written.json"
    let text = String(decoding: try #require(files[name]), as: UTF8.self)
    let broken = text.replacing(found, with: replacement)
    #expect(broken != text)
    files[name] = Array(broken.utf8)
    let error = #expect(throws: TemplateError.self) {
      try PlanTemplate.read(pack: "England", files: files)
    }
    let description = error?.description ?? ""
    #expect(description.contains("England/rights/co-written.json:"))
    #expect(description.contains(expected), "\(description)")
  }
}
