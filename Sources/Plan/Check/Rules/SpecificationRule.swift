/// E06: each item of section F says what, who, in how large a group, how often, how long, and
/// promises it.
struct SpecificationRule: CheckRule {
  let id = "E06"
  let title = "Provision is specified"
  let regulation = "SEND Regulations 2014, reg 12(1)(f); SEND Code of Practice 2015, 9.69"

  func findings(in plan: CheckSubject) -> [Finding] {
    plan.provisions.filter { $0.part == Sections.education }.compactMap { provision in
      let reading = provision.reading
      let missing = reading.missing
      guard !missing.isEmpty else { return nil }
      // Point at the words that come nearest to what is missing: "staff", "should".
      let near = reading.nearMisses.first { missing.contains($0.element) }
      let field = near?.field ?? "description"
      return finding(
        .error, provision.place(field), near?.range ?? whole(field, of: provision),
        .notSpecified(missing: missing, kind: reading.kind))
    }
  }

  /// Otherwise at the first sentence of the item.
  private func whole(_ field: String, of provision: CheckedProvision) -> Range<Int>? {
    guard let source = provision.sources.first(where: { $0.place.field == field }),
      let first = source.text.sentences.first
    else { return nil }
    return source.text.scalars(of: first)
  }
}
