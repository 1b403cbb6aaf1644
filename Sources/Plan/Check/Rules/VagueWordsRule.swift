/// E07: vague words in provision.
///
/// An error in section F where the item nowhere says exactly what the word leaves open; a warning in
/// G and H, and where the word is doubtful in itself. A vague word in an exact item does no harm.
struct VagueWordsRule: CheckRule {
  let id = "E07"
  let title = "No vague words in provision"
  let regulation = "SEND Code of Practice 2015, 9.69; Worcestershire v SE [2020] UKUT 217 (AAC)"

  func findings(in plan: CheckSubject) -> [Finding] {
    plan.provisions.flatMap { provision in
      provision.sources.flatMap { findings(in: $0, of: provision, words: plan.words) }
    }
  }

  private func findings(
    in source: CheckedText, of provision: CheckedProvision, words: CheckWords
  ) -> [Finding] {
    VagueWordReader.hits(in: source.text, words: words).compactMap { hit in
      let reading = provision.reading
      let open = hit.word.standsFor.intersection(reading.missing).sorted()
      let isOpen =
        hit.word.standsFor.isEmpty ? isWhollyInexact(reading) : !open.isEmpty
      let severity: Finding.Severity
      if isOpen {
        severity = provision.part == Sections.education ? .error : .warning
      } else if hit.word.alwaysDoubtful || !isMadeExact(hit, in: source, by: reading) {
        severity = .warning
      } else {
        return nil
      }
      return finding(
        severity, source.place, source.text.scalars(of: hit.run),
        .vague(phrase: hit.word.phrase, open: open))
    }
  }

  /// "and/or" and "etc." harm an item that has no number, unit or person at all.
  private func isWhollyInexact(_ reading: SpecificationReading) -> Bool {
    reading.present.isDisjoint(with: [.who, .frequency, .duration, .ratio])
  }

  /// Whether the word's own sentence, or one of the item's short fields, says what it leaves open.
  private func isMadeExact(
    _ hit: VagueWordReader.Hit, in source: CheckedText, by reading: SpecificationReading
  ) -> Bool {
    guard let sentence = source.text.word(hit.run.lowerBound)?.sentence else { return true }
    return reading.hits.contains { found in
      guard hit.word.standsFor.contains(found.element) else { return false }
      return found.field == source.place.field
        ? found.sentence == sentence
        : found.field != "description" && found.field != "title"
          || source.place.field == "title"
    }
  }
}
