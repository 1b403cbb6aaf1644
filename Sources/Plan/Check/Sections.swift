/// The sections of an English plan and how the check speaks of them.
enum Sections {
  static let details = PartID("details")
  static let views = PartID("A")
  static let needs = PartID("B")
  static let healthNeeds = PartID("C")
  static let careNeeds = PartID("D")
  static let outcomes = PartID("E")
  static let education = PartID("F")
  static let health = PartID("G")
  static let careUnder18 = PartID("H1")
  static let care = PartID("H2")
  static let setting = PartID("I")
  static let directPayment = PartID("J")
  static let advice = PartID("K")

  /// What regulation 12(1) lists, in the order of the alphabet.
  static let statutory = [
    views, needs, healthNeeds, careNeeds, outcomes, education, health, careUnder18, care, setting,
    directPayment, advice,
  ]
  /// The sections that hold provision, each with the section of the needs it meets.
  static let provision: [(part: PartID, need: PartID)] = [
    (education, needs), (health, healthNeeds), (careUnder18, careNeeds), (care, careNeeds),
  ]

  private static let places: [PartID: Int] = Dictionary(
    uniqueKeysWithValues: ([details] + statutory).enumerated().map { ($1, $0) })

  /// Its place in a plan; advice reports come last.
  static func order(of part: PartID) -> Int { places[part] ?? places.count }

  /// Whether the part is one contributor's report.
  static func isReport(_ part: PartID) -> Bool { part.description.hasPrefix("advice-") }
}
