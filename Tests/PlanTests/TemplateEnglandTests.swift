import Plan
import Testing

@Suite struct TemplateEnglandTests {
  private let template: PlanTemplate

  init() throws { template = try EnglandPack.template() }

  /// `key kind` of each field, links with their targets.
  private func shape(_ fields: [FieldTemplate]) -> [String] {
    fields.map { field in
      let targets = field.targets.map(\.description).joined(separator: ",")
      return "\(field.key) \(field.kind)" + (targets.isEmpty ? "" : " \(targets)")
    }
  }

  @Test func `the lettered sections of regulation 12 stand in their order`() {
    #expect(
      template.parts.map(\.id.description) == [
        "details", "A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K", "dates",
        "sen2", "advice",
      ])
    for part in template.parts {
      #expect(!part.title.isEmpty && !part.guidance.isEmpty)
      for field in part.fields + part.lists.flatMap(\.fields) {
        #expect(!field.guidance.isEmpty, "\(part.id).\(field.key) has no guidance")
      }
    }
  }

  @Test func `the keys are those that checks and exports rely on`() throws {
    let expected: [String: (root: [String], lists: [String: [String]])] = [
      "details": (
        [
          "forename line", "surname line", "known-as line", "date-of-birth date", "sex choice",
          "pronouns line", "upn line", "nhs-number line", "address text", "language line",
          "school-year number", "school line", "parents text", "authority line",
          "caseworker line", "plan-date date", "review-date date", "signed-by line",
        ], [:]
      ),
      "A": (
        [
          "child-views text", "parent-views text", "aspirations text", "history text",
          "communication text",
        ], [:]
      ),
      "B": (
        [],
        [
          "needs": [
            "area choice", "title line", "description text", "strengths text",
            "sources links K.advice",
          ]
        ]
      ),
      "C": (
        ["no-needs flag"],
        ["needs": ["title line", "description text", "sources links K.advice"]]
      ),
      "D": (
        ["no-needs flag"],
        ["needs": ["title line", "description text", "sources links K.advice"]]
      ),
      "E": (
        ["targets text"],
        [
          "outcomes": [
            "title line", "description text", "baseline text", "measure text", "by date",
            "steps text", "needs links B.needs,C.needs,D.needs",
          ]
        ]
      ),
      "F": ([], ["provisions": provision(needs: "B.needs")]),
      "G": (
        ["none-required flag", "commissioner line", "agreed date"],
        ["provisions": provision(needs: "C.needs")]
      ),
      "H1": (["none-required flag"], ["provisions": provision(needs: "D.needs")]),
      "H2": (["none-required flag"], ["provisions": provision(needs: "D.needs")]),
      "I": (["setting-name line", "setting-type line", "reason-blank text"], [:]),
      "J": (
        [
          "no-direct-payment flag", "amount line", "needs links B.needs,C.needs,D.needs",
          "outcomes links E.outcomes", "arrangements text",
        ], [:]
      ),
      "K": (
        [],
        [
          "advice": [
            "title line", "author line", "role line", "date date", "attached flag",
            "summary text",
          ]
        ]
      ),
      "advice": (["title line", "author line", "role line", "date date", "body text"], [:]),
    ]
    #expect(
      Set(expected.keys) == Set(template.parts.filter(\.isPlanText).map(\.id.description)))
    for part in template.parts where part.isPlanText {
      let wanted = try #require(expected[part.id.description])
      #expect(shape(part.fields) == wanted.root, "\(part.id)")
      #expect(Set(part.lists.map(\.key)) == Set(wanted.lists.keys), "\(part.id)")
      for list in part.lists {
        #expect(shape(list.fields) == wanted.lists[list.key], "\(part.id).\(list.key)")
      }
    }
    #expect(
      template.part(PartID("B"))?.list("needs")?.field("area")?.options.map(\.key)
        == ["communication-interaction", "cognition-learning", "semh", "sensory-physical"])
  }

  private func provision(needs: String) -> [String] {
    [
      "title line", "description text", "who line", "ratio line", "frequency line",
      "duration line", "start date", "review text", "adulthood flag", "needs links \(needs)",
      "outcomes links E.outcomes", "sources links K.advice",
    ]
  }

  @Test func `the roles and presets are the seven and the two`() {
    #expect(
      template.roles.map(\.id.description)
        == ["parent", "senco", "ep", "health", "social-care", "caseworker", "sign-off"])
    #expect(template.presets.map(\.id) == ["co-written", "authority-drafted"])
  }

  @Test func `one description stands for every advice report`() {
    let advice = template.part(PartID("advice-ep-1"))
    #expect(advice?.id == PartID("advice"))
    #expect(advice?.kind == .advice)
    for id in ["advice", "advice-", "advice--x", "advice-x.y", "advices", "L", ""] {
      #expect(template.part(PartID(id)) == nil, "\(id)")
    }
  }
}
