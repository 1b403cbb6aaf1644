/// W11: speech and language or occupational therapy that stands in section G alone.
///
/// Whatever educates or trains is special educational provision, whoever gives it; swallowing or
/// splints are health.
struct TherapyRule: CheckRule {
  let id = "W11"
  let title = "Therapy that teaches is in section F"
  let regulation =
    "Children and Families Act 2014, s.21(5); SEND Code of Practice 2015, 9.74"

  func findings(in plan: CheckSubject) -> [Finding] {
    guard plan.sees(Sections.education) else { return [] }
    var educational: Set<String> = []
    for provision in plan.provisions where provision.part == Sections.education {
      for source in provision.sources { educational.formUnion(therapies(in: source, plan).keys) }
    }
    return plan.provisions.filter { $0.part == Sections.health }.flatMap { provision in
      findings(provision, educational, plan)
    }
  }

  private func findings(
    _ provision: CheckedProvision, _ educational: Set<String>, _ plan: CheckSubject
  ) -> [Finding] {
    let isMedical = provision.sources.contains { source in
      source.text.words.contains { plan.words.medical.contains($0.term) }
    }
    if isMedical { return [] }
    var seen = educational
    return provision.sources.flatMap { source in
      therapies(in: source, plan).sorted { $0.value.lowerBound < $1.value.lowerBound }
        .filter { seen.insert($0.key).inserted }
        .map { therapy, run in
          finding(
            .warning, source.place, source.text.scalars(of: run), .therapyInHealthOnly(therapy))
        }
    }
  }

  /// Each therapy a text speaks of, and where it first does.
  private func therapies(in source: CheckedText, _ plan: CheckSubject) -> [String: Range<Int>] {
    var found: [String: Range<Int>] = [:]
    for index in source.text.words.indices {
      if let match = plan.words.therapies.match(source.text, at: index), found[match.value] == nil {
        found[match.value] = match.run
      }
    }
    return found
  }
}
