/// The words of a pack's settings, made ready for looking up. Built once for each check.
package struct CheckWords: Sendable {
  let vague: PhraseTable<VagueWord>
  let modals: Set<String>
  let placeholders: PhraseTable<FindingReason.Placeholder>
  let placeholderWords: TermSet
  let initials: TermSet
  let therapies: PhraseTable<String>
  let medical: TermSet
  let forenames: TermSet
  let wordNames: TermSet

  package init(_ settings: CheckSettings) {
    let hedges = settings.modals.map { VagueWord($0, [.commitment], alwaysDoubtful: true) }
    vague = PhraseTable(
      (settings.vagueWords + hedges).map { (Self.withMarks($0.phrase), $0) })
    modals = Set(settings.modals)
    placeholders = PhraseTable(
      settings.placeholders.flatMap { kind, phrases in phrases.map { ($0, kind) } })
    placeholderWords = TermSet(settings.placeholderWords.map { Term($0) })
    initials = TermSet(settings.initials.map { Term($0) })
    therapies = PhraseTable(
      settings.therapies.flatMap { therapy in therapy.phrases.map { ($0, therapy.title) } })
    medical = TermSet(settings.medicalWords.map { Term($0) })
    forenames = TermSet(settings.forenames.map { Term($0.lowercased()) })
    wordNames = TermSet(settings.wordNames.map { Term($0.lowercased()) })
  }

  /// "and/or" is three words to the scanner.
  private static func withMarks(_ phrase: String) -> String {
    phrase == "and/or" ? "and / or" : phrase
  }
}
