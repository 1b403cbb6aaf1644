import CRDT

/// A plan made ready for the rules: its texts cut into words once, its provisions read once.
package struct CheckSubject: Sendable {
  package let phase: Phase
  package let today: CivilDate
  package let parts: [PartView]
  /// Parts that exist and cannot be judged.
  package let withheld: Set<PartID>
  /// What the pack says of the check.
  package let settings: CheckSettings
  /// What is known beside the plan.
  package let context: CheckContext
  let words: CheckWords

  /// Every text and line of the plan that has words, in order.
  let texts: [CheckedText]
  /// The provisions of F, G, H1 and H2.
  let provisions: [CheckedProvision]
  /// The child's names, folded.
  let names: TermSet
  let dateOfBirth: CivilDate?

  package init(
    _ plan: PlanView, today: CivilDate, context: CheckContext = CheckContext()
  ) {
    var context = context
    context.isAmendment = context.isAmendment || plan.acts.issued != nil
    self.init(
      phase: plan.phase, parts: plan.parts, withheld: Set(plan.withheld), today: today,
      settings: plan.template.checks, context: context)
  }

  package init(
    phase: Phase, parts: [PartView], withheld: Set<PartID> = [], today: CivilDate,
    settings: CheckSettings, context: CheckContext = CheckContext()
  ) {
    self.settings = settings
    self.context = context
    words = CheckWords(settings)
    self.phase = phase
    self.parts = parts
    self.withheld = withheld
    self.today = today
    let details = parts.first { $0.id == Sections.details }
    var names: TermSet = []
    for key in ["forename", "surname", "known-as"] {
      let text = details?.field(key)?.value.plainText ?? ""
      names.formUnion(text.split(separator: " ").map { Term($0.lowercased()) })
    }
    self.names = names
    dateOfBirth = details?.field("date-of-birth")?.value.date
    texts = CheckedText.all(in: parts)
    provisions = CheckedProvision.all(in: parts, texts: texts, names: names, words: words)
  }

  func part(_ id: PartID) -> PartView? { parts.first { $0.id == id } }

  /// The records of a part's list; empty where there are none.
  func records(_ part: PartID, _ list: String) -> [RecordView] {
    self.part(part)?.collection(list)?.records ?? []
  }

  /// Whether the part can be judged: it was sent to this reader.
  func sees(_ part: PartID) -> Bool { self.part(part) != nil }

  /// Completed years on `today`; nil without a date of birth in the past.
  var age: Int? { dateOfBirth?.years(on: today) }

  /// The school year: as recorded, or else by age, which changes on 1 September.
  var schoolYear: Int? {
    if case .number(let year)? = part(Sections.details)?.field("school-year")?.value {
      return Int(exactly: year)
    }
    guard let birth = dateOfBirth else { return nil }
    func firstYear(_ date: CivilDate) -> Int { date.month >= 9 ? date.year : date.year - 1 }
    return firstYear(today) - firstYear(birth) - 5
  }
}

extension RecordView {
  /// Where the record stands, and a field of it.
  func place(_ part: PartID, _ list: String, _ field: String? = nil) -> Place {
    Place(part: part, collection: list, record: id, number: number, field: field)
  }

  /// The records a field links to.
  func links(_ key: String) -> [EventID] { field(key)?.value.links ?? [] }
}

extension PartView {
  func text(_ key: String) -> String { field(key)?.value.plainText ?? "" }
  func flag(_ key: String) -> Bool { field(key)?.value == .flag(true) }
  func place(_ field: String? = nil) -> Place { Place(part: id, field: field) }
}

extension FieldValue {
  var date: CivilDate? {
    if case .date(let date) = self { return date }
    return nil
  }

  var links: [EventID]? {
    if case .links(let links) = self { return links }
    return nil
  }

  /// Holds something a person wrote.
  var isFilled: Bool {
    switch self {
    case .empty: false
    case .links(let links): !links.isEmpty
    case .flag(let flag): flag
    case .date, .number: true
    case .text(let text), .line(let text), .choice(let text):
      text.unicodeScalars.contains { !$0.isWhitespace }
    }
  }
}
