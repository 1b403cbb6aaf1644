/// W08: an outcome says what the child will do, by when, from where; and is no service.
struct OutcomeWordingRule: CheckRule {
  let id = "W08"
  let title = "Outcomes are a change for the child"
  let regulation = "SEND Code of Practice 2015, 9.66"

  func findings(in plan: CheckSubject) -> [Finding] {
    plan.records(Sections.outcomes, "outcomes").compactMap { outcome in
      let key = outcome.field("description")?.value.isFilled == true ? "description" : "title"
      let text = ScannedText(outcome.text(key))
      guard !text.isEmpty else { return nil }
      let reading = OutcomeReader.read(
        text, hasDate: outcome.field("by")?.value.isFilled == true,
        hasBaseline: outcome.field("baseline")?.value.isFilled == true,
        hasMeasure: outcome.field("measure")?.value.isFilled == true)
      guard !reading.faults.isEmpty else { return nil }
      return finding(
        .warning, outcome.place(Sections.outcomes, "outcomes", key),
        reading.run.map(text.scalars(of:)), .outcomeWording(reading.faults))
    }
  }
}
