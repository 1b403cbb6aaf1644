/// The words of a pack's settings, made ready for looking up. Built once for each check.
package struct CheckWords: Sendable {
  let vague: PhraseTable<VagueWord>
  let modals: Set<String>
  let placeholders: PhraseTable<FindingReason.Placeholder>
  let placeholderWords: Set<String>
  let initials: Set<String>
  let therapies: PhraseTable<String>
  let medical: Set<String>
  let forenames: Set<String>
  let wordNames: Set<String>

  package init(_ settings: CheckSettings) {
    let hedges = settings.modals.map { VagueWord($0, [.commitment], alwaysDoubtful: true) }
    vague = PhraseTable(
      (settings.vagueWords + hedges).map { (Self.withMarks($0.phrase), $0) })
    modals = Set(settings.modals)
    placeholders = PhraseTable(
      settings.placeholders.flatMap { kind, phrases in phrases.map { ($0, kind) } })
    placeholderWords = Set(settings.placeholderWords)
    initials = Set(settings.initials)
    therapies = PhraseTable(
      settings.therapies.flatMap { therapy in therapy.phrases.map { ($0, therapy.title) } })
    medical = Set(settings.medicalWords)
    forenames = Set(settings.forenames.map { $0.lowercased() })
    wordNames = Set(settings.wordNames.map { $0.lowercased() })
  }

  /// "and/or" is three words to the scanner.
  private static func withMarks(_ phrase: String) -> String {
    phrase == "and/or" ? "and / or" : phrase
  }
}
