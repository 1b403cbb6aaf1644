import Plan
import Testing

/// The guard against another child's words (E15), repetition (W16) and unexplained changes (E20).
@Suite struct CheckChildTests {
  private let others = OtherChildren([
    .init(forename: "Zebedee", surname: "Quill", knownAs: "Zeb")
  ])

  @Test func `a finding says nothing that is not in the text`() throws {
    var plan = CheckPlanBuilder.clean()
    plan.record("B", "needs", ["description": .text("Zebedee needs a quiet room.")])
    #expect(plan.findings("E15") == [], "nobody knows of the other child here")
    plan.context.otherChildren = others
    let finding = try #require(plan.findings("E15").first)
    #expect(finding.range == 0..<7 && finding.severity == .error)
    #expect(!finding.sentence.contains("Quill") && !finding.remedy.contains("Zeb"))
    // The same words are used for a name from the list, so the finding does not say where it is from.
    plan.record("B", "needs", ["description": .text("Olivia needs a quiet room.")])
    #expect(Set(plan.findings("E15").map(\.sentence)).count == 1)
  }

  @Test func `this child's own names are never another's`() {
    var plan = CheckPlanBuilder.clean()
    plan.context.otherChildren = OtherChildren([
      .init(forename: "Sam", surname: "Tarn", knownAs: "Sam")
    ])
    #expect(plan.findings("E15") == [])
  }

  @Test func `one passage under two outcomes is a warning at the second`() throws {
    let words =
      "By the end of Year 6 Sam will join in a group of four for ten minutes and take his turn "
      + "without a reminder from anybody, in three lessons a week."
    var plan = CheckPlanBuilder.clean()
    plan.record("E", "outcomes", ["description": .text(words)])
    #expect(plan.findings("W16") == [])
    plan.record(
      "E", "outcomes", ["description": .text(words.replacing("his turn", with: "her turn"))])
    let finding = try #require(plan.findings("W16").first)
    #expect(finding.place.description == "E.3.description" && finding.severity == .warning)
    guard case .repeated(let place) = finding.reason else {
      Issue.record("another reason")
      return
    }
    #expect(place.description == "E.2.description")
  }

  @Test func `a passage of another plan is found with the other child's name in it`() throws {
    let words = { (child: String, he: String) in
      "\(child) finds it hard to follow what is said in a busy classroom, and \(he) often copies "
        + "what the other children do. When the room is quiet and the sentences are short, "
        + "\(child) understands most of what is said, and answers with a smile."
    }
    var view = try EnglandPack.example().view()
    let part = try #require(view.parts.firstIndex { $0.id == PartID("B") })
    view.parts[part].collections[0].records[0].fields.removeAll { $0.key == "description" }
    view.parts[part].collections[0].records[0].fields.append(
      CheckPlanBuilder.field("description", .text(words("Saskia", "she"))))
    var plan = CheckPlanBuilder.clean()
    plan.record("B", "needs", ["description": .text(words("Sam", "he"))])
    #expect(plan.findings("W16") == [])
    plan.context.otherPassages = PassageIndex([PassageIndex.PlanMarks(view)])
    #expect(plan.findings("W16").map(\.reason) == [.repeatedElsewhere])
    // Half of it is somebody's own work.
    plan.clear("B", "needs")
    plan.record(
      "B", "needs",
      [
        "description": .text(
          "Sam finds it hard to follow what is said in a busy classroom. He hears well on both "
            + "sides and was tested in March; what he lacks is the words for time, for feelings "
            + "and for things that happened when he was not there.")
      ])
    #expect(plan.findings("W16") == [])
  }

  @Test func `an unexplained change since serving is an error in a draft and a final plan`() {
    var plan = CheckPlanBuilder.clean()
    plan.context.unexplainedChanges = [
      UnexplainedChange(
        place: Place(part: PartID("F"), collection: "provisions", number: 1, field: "duration"),
        range: 0..<4, author: "M. Okoro")
    ]
    #expect(plan.findings("E20") == [], "nothing is served while advice is gathered")
    for phase in [Phase.servedDraft, .final] {
      plan.phase = phase
      #expect(plan.findings("E20").map(\.severity) == [.error])
      #expect(plan.findings("E20").first?.sentence.contains("M. Okoro") == true)
    }
  }

  @Test func `a draft amendment may name the setting that the issued plan names`() {
    var plan = CheckPlanBuilder.clean()
    plan.set("I", "setting-name", .line("Milbury Vale School"))
    #expect(!plan.findings("E02").isEmpty)
    plan.context.isAmendment = true
    #expect(plan.findings("E02") == [])
  }

  @Test func `an authority switches a rule off, or makes it a warning, in its pack`() {
    var plan = CheckPlanBuilder.clean()
    plan.record("B", "needs", ["description": .text("Olivia needs a quiet room.")])
    plan.settings.rules = [.init(id: "E15", severity: .warning, basis: "Another Act")]
    #expect(plan.report()?.findings.map(\.severity) == [.warning])
    #expect(plan.report()?.findings.map(\.regulation) == ["Another Act"])
    plan.settings.rules = []
    #expect(plan.report()?.findings == [])
  }
}
