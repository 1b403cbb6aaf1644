/// The names of other children a server knows of, for finding them where they do not belong.
///
/// It answers one question, whether words of a text are such a name, and holds nothing else: no list
/// can be got out of it, and not whose plan a name is from.
package struct OtherChildren: Sendable {
  /// One child's names as they stand in its details.
  package struct Names: Hashable, Sendable {
    package var forename: String
    package var surname: String
    package var knownAs: String

    package init(forename: String, surname: String, knownAs: String) {
      self.forename = forename
      self.surname = surname
      self.knownAs = knownAs
    }

    /// Nil where the plan names no child yet.
    package init?(in plan: PlanView) {
      guard let details = plan.part(Sections.details) else { return nil }
      forename = details.text("forename")
      surname = details.text("surname")
      knownAs = details.text("known-as")
      if forename.isEmpty && knownAs.isEmpty { return nil }
    }
  }

  /// Forenames and known-as names, folded.
  let forenames: TermSet
  /// Forename and surname together, folded.
  let fullNames: PhraseTable<Bool>

  package init(_ children: [Names]) {
    var forenames: TermSet = []
    var fullNames: [[Term]] = []
    for child in children {
      let surname = Self.folded(child.surname)
      for name in [child.forename, child.knownAs].map(Self.folded) {
        guard let first = name.first else { continue }
        // The first of several is what a child is called by.
        if first.length > 1 { forenames.insert(first) }
        if !surname.isEmpty { fullNames.append(name + surname) }
      }
    }
    self.forenames = forenames
    self.fullNames = PhraseTable(fullNames)
  }

  private static func folded(_ name: String) -> [Term] {
    ScannedText(name).words.filter { $0.kind == .word }.map(\.term)
  }
}
