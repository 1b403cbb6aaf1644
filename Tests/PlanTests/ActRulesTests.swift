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

  @Test func `whose words a served draft waits for is said once, with the roles`() throws {
    var files = EnglandPack.files
    let roles = String(decoding: try #require(files["roles.json"]), as: UTF8.self)
    files["roles.json"] = Array(roles.replacing(#""family": true"#, with: #""family": false"#).utf8)
    let error = #expect(throws: TemplateError.self) {
      try PlanTemplate.read(pack: "England", files: files)
    }
    #expect(error?.description.contains("acts: no role has \"family\": true") == true)
    // An authority's own pack names others.
    files["roles.json"] = Array(
      roles.replacing(#""authority": true"#, with: #""family": true"#).utf8)
    let template = try PlanTemplate.read(pack: "England", files: files)
    let family: Set = [RoleID("parent"), RoleID("caseworker"), RoleID("sign-off")]
    #expect(template.preset("co-written")?.acts.family == family)
    #expect(template.isFamily(RoleID("caseworker")) && !template.isFamily(RoleID("ep")))
  }
}
