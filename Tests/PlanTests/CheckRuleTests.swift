import CRDT
import Plan
import Testing

@Suite struct CheckRuleTests {
  @Test func `a complete plan has no findings`() {
    let report = CheckPlanBuilder.clean().report()
    #expect(report?.findings == [])
    #expect(report?.passes == true)
  }

  @Test func `E01 names a section that is missing, unlabelled or empty`() {
    var plan = CheckPlanBuilder.clean()
    plan.remove("J")
    plan.clear("E", "outcomes")
    let index = plan.parts.firstIndex { $0.id == PartID("D") } ?? 0
    plan.parts[index].title = " "
    #expect(
      plan.findings("E01").map(\.reason) == [
        .sectionUnlabelled(PartID("D")), .sectionEmpty(PartID("E")), .sectionMissing(PartID("J")),
      ])
  }

  @Test func `E01 keeps silent about a section that was withheld`() {
    var plan = CheckPlanBuilder.clean()
    plan.remove("D")
    plan.withheld = [PartID("D")]
    #expect(plan.findings("E01") == [])
  }

  @Test func `E01 asks for the child's and the parents' own views`() {
    var plan = CheckPlanBuilder.clean()
    plan.set("A", "child-views", .text("  "))
    let found = plan.findings("E01")
    #expect(found.map(\.reason) == [.voiceMissing(.child)])
    #expect(found.map(\.severity) == [.warning])
    #expect(found.first?.place.description == "A.child-views")
  }

  @Test func `E02 refuses a setting in a draft, and not in an amendment`() {
    var plan = CheckPlanBuilder.clean()
    plan.set("I", "setting-type", .line("Special school"))
    for phase in [Phase.gather, .servedDraft] {
      plan.phase = phase
      #expect(plan.findings("E02").map(\.reason) == [.settingInDraft])
    }
    plan.phase = .amend
    #expect(plan.findings("E02") == [])
  }

  @Test func `E02 points at a school's name and type in the sections`() {
    var plan = CheckPlanBuilder.clean()
    plan.set("details", "school", .line("Oakfield Primary"))
    plan.record(
      "B", "needs",
      ["description": .text("He is shy. A special school or Oakfield Primary would suit him.")])
    let found = plan.findings("E02")
    #expect(found.map(\.reason) == [.settingMentioned, .settingMentioned])
    #expect(found.compactMap(\.range) == [13..<27, 31..<47])
    #expect(found.allSatisfy { $0.severity == .warning })
  }

  @Test func `E03 wants a type, or a reason for none, in a final plan`() {
    var plan = CheckPlanBuilder.clean()
    plan.phase = .final
    #expect(plan.findings("E03").map(\.reason) == [.settingBlank])
    plan.set("I", "setting-name", .line("Oakfield"))
    #expect(plan.findings("E03").map(\.reason) == [.settingTypeMissing])
    plan.set("I", "setting-type", .line("Mainstream primary"))
    #expect(plan.findings("E03") == [])
    plan.set("I", "setting-name", .empty)
    #expect(plan.findings("E03") == [])
    plan.set("I", "setting-type", .empty)
    plan.set("I", "reason-blank", .text("Educated otherwise than at school under section 61."))
    #expect(plan.findings("E03") == [])
  }

  @Test func `E04 finds the need that no provision meets`() {
    var plan = CheckPlanBuilder.clean()
    plan.record("B", "needs", ["title": .line("Spelling")])
    let found = plan.findings("E04")
    #expect(found.map(\.place.description) == ["B.2"])
    #expect(found.map(\.severity) == [.error])
  }

  @Test func `E04 only warns for health and social care needs`() {
    var plan = CheckPlanBuilder.clean()
    plan.record("C", "needs", ["title": .line("Asthma")])
    let care = plan.record("D", "needs", ["title": .line("Short breaks")])
    #expect(plan.findings("E04").map(\.place.description) == ["C.1", "D.1"])
    #expect(plan.findings("E04").allSatisfy { $0.severity == .warning })
    plan.record("H2", "provisions", ["title": .line("Short break"), "needs": .links([care])])
    #expect(plan.findings("E04").map(\.place.description) == ["C.1"])
  }

  @Test func `E04 does not blame a need when the provision was withheld`() {
    var plan = CheckPlanBuilder.clean()
    plan.remove("F")
    plan.withheld = [PartID("F")]
    #expect(plan.findings("E04") == [])
    #expect(plan.findings("E05") == [])
  }

  @Test func `E05 finds provision without a need and outcomes without provision`() {
    var plan = CheckPlanBuilder.clean()
    plan.record("F", "provisions", ["title": .line("Club"), "needs": .links([plan.identifier()])])
    plan.record("E", "outcomes", ["title": .line("Friends")])
    let found = plan.findings("E05")
    #expect(
      found.map(\.reason) == [.outcomeWithoutProvision, .provisionWithoutNeed(need: PartID("B"))])
    #expect(found.map(\.severity) == [.warning, .error])
  }

  @Test func `E06 points at the words that come nearest to what is missing`() {
    var plan = CheckPlanBuilder.clean()
    plan.clear("F", "provisions")
    plan.record(
      "F", "provisions",
      ["description": .text("Staff will read with Sam 1:1 for 20 minutes every day.")])
    let found = plan.findings("E06")
    #expect(found.map(\.reason) == [.notSpecified(missing: [.who], kind: .direct)])
    #expect(found.first?.range == 0..<5)
    #expect(found.first?.sentence == "This does not say who will do it.")
    #expect(found.first?.remedy == "Write the role, with its training.")
  }

  @Test func `E06 speaks of an item with no words at all`() {
    var plan = CheckPlanBuilder.clean()
    plan.record("F", "provisions", ["description": .empty])
    #expect(plan.findings("E06").count == 1)
  }

  @Test func `E07 gives the range of each vague phrase in scalars`() {
    var plan = CheckPlanBuilder.clean()
    plan.clear("F", "provisions")
    plan.record(
      "F", "provisions", ["description": .text("🚂 Sam’s access to a café, as required.")])
    let found = plan.findings("E07")
    #expect(found.compactMap(\.range) == [8..<17, 26..<37])
    #expect(found.allSatisfy { $0.severity == .error })
  }

  @Test func `E07 only warns in health and social care`() {
    var plan = CheckPlanBuilder.clean()
    plan.record("G", "provisions", ["description": .text("Regular physiotherapy.")])
    #expect(plan.findings("E07").map(\.severity) == [.warning])
    #expect(plan.findings("E06") == [])
  }

  @Test
  func
    `E07 leaves a vague word alone where its sentence is exact, and asks for a second look where only another is`()
  {
    var plan = CheckPlanBuilder.clean()
    plan.clear("F", "provisions")
    let exact = "The ELSA will teach Sam calming breathing, 1:1, regularly: 20 minutes every day."
    plan.record("F", "provisions", ["description": .text(exact)])
    #expect(plan.findings("E07") == [])
    plan.record(
      "F", "provisions", ["description": .text(exact + " He will also have regular breaks.")])
    #expect(plan.findings("E07").map(\.severity) == [.warning])
  }

  @Test func `E10 wants a commissioner and a date for health provision`() {
    var plan = CheckPlanBuilder.clean()
    plan.record("G", "provisions", ["title": .line("Physiotherapy")])
    #expect(plan.findings("E10").map(\.reason) == [.agreementDateMissing, .commissionerMissing])
    plan.set("G", "commissioner", .line("Milbury Integrated Care Board"))
    plan.set("G", "agreed", CheckPlanBuilder.date(2026, 10, 1))
    #expect(plan.findings("E10") == [])
  }

  @Test func `E12 refuses section H1 from the eighteenth birthday on`() {
    var plan = CheckPlanBuilder.clean()
    plan.record("H1", "provisions", ["title": .line("Short break")])
    plan.set("details", "date-of-birth", CheckPlanBuilder.date(2008, 11, 23))
    #expect(plan.findings("E12") == [])
    plan.set("details", "date-of-birth", CheckPlanBuilder.date(2008, 11, 22))
    #expect(plan.findings("E12").map(\.reason) == [.adultInH1(age: 18)])
  }

  @Test func `E13 names what a report lacks and which advice is not there`() {
    var plan = CheckPlanBuilder.clean()
    plan.clear("K", "advice")
    plan.record(
      "K", "advice", ["title": .line("Report"), "role": .line("Educational psychologist")])
    let reasons = plan.findings("E13").map(\.reason)
    #expect(reasons.contains(.adviceIncomplete([.author, .date])))
    #expect(reasons.contains(.adviceMissing(.parent)))
    #expect(reasons.contains(.adviceMissing(.socialCare)))
    #expect(!reasons.contains(.adviceMissing(.educationalPsychologist)))
  }

  @Test func `E13 makes a report that is not attached an error once the draft goes out`() {
    var plan = CheckPlanBuilder.clean()
    plan.record(
      "K", "advice",
      [
        "title": .line("Physiotherapy"), "author": .line("P. Stone"),
        "role": .line("Physiotherapist"), "date": CheckPlanBuilder.date(2026, 9, 2),
      ])
    #expect(plan.findings("E13").map(\.severity) == [.warning])
    plan.phase = .servedDraft
    #expect(plan.findings("E13").map(\.severity) == [.error])
  }

  @Test func `E13 notices a report that section K does not list`() {
    var plan = CheckPlanBuilder.clean()
    plan.add("advice-1", ["title": .line("Hearing test"), "author": .line("L. Moss")])
    #expect(plan.findings("E13").map(\.reason) == [.adviceNotListed])
  }

  @Test func `W14 finds needs without evidence and reports nobody cites`() {
    var plan = CheckPlanBuilder.clean()
    let need = plan.record("B", "needs", ["title": .line("Spelling")])
    let report = plan.record("K", "advice", ["title": .line("Hearing")])
    let found = plan.findings("W14")
    #expect(found.map(\.place.record) == [need, report])
    #expect(found.map(\.reason) == [.noEvidence, .adviceNeverCited])
  }

  @Test func `E17 points at the placeholder`() {
    var plan = CheckPlanBuilder.clean()
    plan.set("A", "history", .text("Born at [INSERT HOSPITAL]; he/she walked at XX months."))
    let found = plan.findings("E17")
    #expect(found.compactMap(\.range) == [8..<25, 27..<33, 44..<46])
    #expect(
      found.map(\.reason) == [.placeholder(.gap), .placeholder(.pronoun), .placeholder(.gap)])
  }

  @Test func `E18 wants an explicit nothing, and no contradiction`() {
    var plan = CheckPlanBuilder.clean()
    plan.set("C", "no-needs", .empty)
    plan.record("H2", "provisions", ["title": .line("Short break")])
    #expect(
      plan.findings("E18").map(\.reason) == [
        .noneNotStated(PartID("C")), .noneContradicted(PartID("H2")),
      ])
  }

  @Test func `E19 wants signature, date and a review before the anniversary`() {
    var plan = CheckPlanBuilder.clean()
    plan.phase = .final
    #expect(
      Set(plan.findings("E19").map(\.reason)) == [.unsigned, .planDateMissing, .reviewDateMissing])
    plan.set("details", "signed-by", .line("M. Okoro"))
    plan.set("details", "plan-date", CheckPlanBuilder.date(2026, 11, 22))
    plan.set("details", "review-date", CheckPlanBuilder.date(2027, 11, 21))
    #expect(plan.findings("E19") == [])
    plan.set("details", "review-date", CheckPlanBuilder.date(2027, 11, 22))
    #expect(plan.findings("E19").count == 1)
  }

  @Test(arguments: [
    (2026, 1, 1, "2026-12-31"), (2028, 2, 29, "2029-02-28"), (2027, 3, 1, "2028-02-29"),
  ])
  func `E19 counts twelve months from the plan's own day`(
    year: Int, month: Int, day: Int, latest: String
  ) {
    var plan = CheckPlanBuilder.clean()
    plan.phase = .final
    plan.set("details", "signed-by", .line("M. Okoro"))
    plan.set("details", "plan-date", CheckPlanBuilder.date(year, month, day))
    plan.set("details", "review-date", CheckPlanBuilder.date(2030, 1, 1))
    #expect(
      plan.findings("E19").map(\.reason) == CivilDate(latest).map { [.reviewTooLate(latest: $0)] })
  }

  @Test func `E21 tells a slip of the pen from a number of the wrong shape`() {
    var plan = CheckPlanBuilder.clean()
    plan.set("details", "upn", .line("A801200005001"))
    plan.set("details", "nhs-number", .line("999 000 001"))
    let found = plan.findings("E21")
    #expect(found.map(\.reason) == [.healthNumber(.shape), .pupilNumber(.checkLetter)])
    #expect(found.last?.range == 0..<13)
  }

  @Test(arguments: [
    (2000, 11, 22, 1), (2000, 11, 23, 0), (2026, 11, 22, 0), (2026, 11, 23, 1), (2001, 1, 1, 0),
  ])
  func `E21 allows ages from birth to twenty-five`(
    year: Int, month: Int, day: Int, findings: Int
  ) {
    var plan = CheckPlanBuilder.clean()
    plan.set("details", "date-of-birth", CheckPlanBuilder.date(year, month, day))
    #expect(plan.findings("E21").count == findings)
  }

  @Test func `W22 finds money without hours and totals that do not add up`() {
    var plan = CheckPlanBuilder.clean()
    plan.record("F", "provisions", ["description": .text("Band 4 funding for phonics.")])
    plan.record(
      "F", "provisions",
      ["description": .text("Phonics, 3 x 20 minutes a week, a total of 2 hours, with the TA.")])
    plan.record(
      "F", "provisions",
      ["description": .text("Phonics, 3 x 20 minutes a week, a total of 1 hour, with the TA.")])
    #expect(
      plan.findings("W22").map(\.reason) == [
        .moneyNotHours, .totalDisagrees(stated: 120, rows: 60),
      ])
  }

  /// A check compares words of up to sixteen bytes by their bytes and longer ones by a hash.
  @Test func `words longer than any are still read letter by letter`() {
    var plan = CheckPlanBuilder.clean()
    plan.record(
      "B", "needs", ["description": .text("🚂 Zoë’s café: \(String(repeating: "X", count: 40))")])
    #expect(plan.findings("E17").map(\.range) == [14..<54])
    plan.set("details", "forename", .line("Bartholomewchristopher"))
    let passage =
      "Bartholomewchristopher finds intersubjectivities hard and needs a paediatrician, a "
      + "physiotherapist and a multidisciplinary team that meets each half-term."
    plan.record("B", "needs", ["description": .text(passage)])
    plan.record("B", "needs", ["description": .text("He" + passage.dropFirst(22))])
    plan.record(
      "B", "needs",
      ["description": .text(passage.replacing("multidisciplinary", with: "multiprofessional"))])
    #expect(plan.findings("W16").map(\.place.number) == [4])
  }

  @Test func `W23 finds long sentences, unexplained initials and a long history`() {
    var plan = CheckPlanBuilder.clean()
    plan.set("A", "history", .text(String(repeating: "He plays. ", count: 251)))
    plan.record(
      "B", "needs",
      ["description": .text("He has SLCN. He has a DCD (coordination disorder). DCD is common.")])
    plan.record(
      "B", "needs", ["description": .text(String(repeating: "and again ", count: 23) + ".")])
    #expect(
      plan.findings("W23").map(\.reason) == [
        .historyTooLong(words: 502), .acronym, .longSentence(words: 46),
      ])
  }

  @Test func `findings come in order of section, record and rule, and are counted`() {
    var plan = CheckPlanBuilder.clean()
    plan.record("F", "provisions", ["description": .text("Regular support.")])
    plan.record("B", "needs", ["title": .line("Spelling")])
    plan.remove("J")
    let report = plan.report()
    #expect(
      report?.findings.map { "\($0.rule) \($0.place)" } == [
        "E04 B.2", "W14 B.2.sources", "E05 F.2.needs", "E06 F.2.description",
        "E07 F.2.description", "E07 F.2.description", "W14 F.2.sources", "E01 J",
      ])
    #expect(report?.errors == 6)
    #expect(report?.warnings == 2)
    #expect(report?.summary == "6 must-fix, 2 to look at again")
  }

  @Test func `a rule can be switched off`() {
    var plan = CheckPlanBuilder.clean()
    plan.remove("J")
    plan.settings.rules.removeAll { $0.id == "E01" }
    #expect(plan.report()?.findings == [])
  }

  @Test func `every rule has an id, a title and a regulation of its own`() {
    let rules = Check.rules
    #expect(Set(rules.map(\.id)).count == rules.count)
    #expect(rules.allSatisfy { !$0.title.isEmpty && !$0.regulation.isEmpty && !$0.phases.isEmpty })
  }
}
