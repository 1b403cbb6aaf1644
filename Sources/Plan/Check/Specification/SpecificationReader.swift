/// Reads a provision: which of what, who, ratio, frequency, duration and commitment it states.
///
/// The item is read as one: its title, its description and its own short fields for who, ratio,
/// frequency and duration. O(length).
package enum SpecificationReader {
  /// One field of the item.
  struct Source: Sendable {
    enum Role: Sendable {
      case title
      case description
      case who
      case ratio
      case frequency
      case duration
    }

    let field: String
    let role: Role
    let text: ScannedText
  }

  /// Reads a provision given as plain texts, by field key (`description`, `who`, …).
  /// - Parameters:
  ///   - names: the child's names, which are nobody's role and nothing provided.
  ///   - words: the pack's vague words and placeholders.
  package static func read(
    title: String = "", description: String, who: String = "", ratio: String = "",
    frequency: String = "", duration: String = "", names: [String] = [],
    words: CheckWords
  ) -> SpecificationReading {
    let fields: [(String, Source.Role, String)] = [
      ("title", .title, title), ("description", .description, description), ("who", .who, who),
      ("ratio", .ratio, ratio), ("frequency", .frequency, frequency),
      ("duration", .duration, duration),
    ]
    let sources = fields.map { Source(field: $0.0, role: $0.1, text: ScannedText($0.2)) }
    return read(sources, names: TermSet(names.map { Term($0.lowercased()) }), words: words)
  }

  static func read(
    _ sources: [Source], names: TermSet, words: CheckWords
  ) -> SpecificationReading {
    let prose = sources.filter { $0.role == .title || $0.role == .description }
    let kind = ProvisionKindReader.read(prose.map(\.text))
    var hits: [SpecificationReading.Hit] = []
    var nearMisses: [SpecificationReading.Hit] = []
    for source in sources where !source.text.isEmpty {
      let found = read(source, kind: kind, names: names, words: words)
      hits += found.hits
      nearMisses += found.nearMisses
    }
    var present = Set(hits.map(\.element))
    if isPromised(sources, hits: hits, hedges: nearMisses.filter { $0.element == .commitment }) {
      present.insert(.commitment)
    }
    return SpecificationReading(kind: kind, hits: hits, nearMisses: nearMisses, present: present)
  }

  // MARK: - One field

  private static func read(
    _ source: Source, kind: ProvisionKind, names: TermSet, words: CheckWords
  ) -> (hits: [SpecificationReading.Hit], nearMisses: [SpecificationReading.Hit]) {
    let text = source.text
    let told = narratedSentences(of: text)
    let numbers = QuantityContext(text)
    let ratios = RatioReader.read(text, numbers, isRatioField: source.role == .ratio)
    let people = PersonReader.read(
      text, kind: kind, isWhoField: source.role == .who, placeholders: words.placeholderWords)
    let times = TimeReader.read(
      text, numbers, kind: kind, ratios: ratios.hits,
      isFrequencyField: source.role == .frequency)
    var found = ratios.hits + people.hits + times
    if source.role == .title || source.role == .description {
      let others = ratios.hits + people.hits + people.nearMisses
      let taken = Set(others.flatMap { $0.run } + times.flatMap { Self.ends(of: $0.run) })
      if let subject = SubjectReader.read(
        text, names: names, taken: taken, told: told, placeholders: words.placeholderWords)
      {
        found.append(subject)
      }
    }
    let hedges = VagueWordReader.hits(in: text, words: words)
      .filter { $0.word.standsFor.contains(.commitment) }
      .map { ElementHit(.commitment, $0.run) }
    func placed(_ hits: [ElementHit]) -> [SpecificationReading.Hit] {
      hits.compactMap { hit in
        guard let sentence = text.word(hit.run.lowerBound)?.sentence, !told.contains(sentence)
        else { return nil }
        return SpecificationReading.Hit(
          element: hit.element, field: source.field, range: text.scalars(of: hit.run),
          sentence: sentence)
      }
      .sorted { $0.range.lowerBound < $1.range.lowerBound }
    }
    return (placed(found), placed(ratios.nearMisses + people.nearMisses + hedges))
  }

  /// "30 minutes of anger management a week": a rate encloses what is done.
  private static func ends(of run: Range<Int>) -> [Int] {
    run.count > 5 ? run.prefix(3) + run.suffix(2) : Array(run)
  }

  private static let promises: TermSet = [
    "will", "shall", "must", "is", "are", "would",
  ]
  private static let past: TermSet = ["was", "were", "had", "did"]

  /// Sentences that tell what happened and promise nothing: their numbers are history.
  private static func narratedSentences(of text: ScannedText) -> Set<Int> {
    var told: Set<Int> = []
    for sentence in text.sentences {
      let words = text.words[sentence]
      if words.contains(where: { past.contains($0.term) }),
        !words.contains(where: { promises.contains($0.term) }), let first = words.first
      {
        told.insert(first.sentence)
      }
    }
    return told
  }

  // MARK: - Commitment

  /// Whether the item promises what it amounts to. The sentences that count are those that carry
  /// an amount, or all where none does; one of them has to be free of a hedge, and a hedge in a
  /// short field takes the promise out of the whole.
  private static func isPromised(
    _ sources: [Source], hits: [SpecificationReading.Hit], hedges: [SpecificationReading.Hit]
  ) -> Bool {
    struct SentenceKey: Hashable {
      let field: String
      let number: Int
    }
    let prose = sources.filter {
      ($0.role == .title || $0.role == .description) && !$0.text.isEmpty
    }
    let proseFields = Set(prose.map(\.field))
    if hedges.contains(where: { !proseFields.contains($0.field) }) { return false }
    let hedged = Set(hedges.map { SentenceKey(field: $0.field, number: $0.sentence) })
    let amounts: Set<SpecificationElement> = [.frequency, .duration, .ratio]
    let counted = Set(
      hits.filter { amounts.contains($0.element) && proseFields.contains($0.field) }
        .map { SentenceKey(field: $0.field, number: $0.sentence) })
    if !counted.isEmpty { return !counted.subtracting(hedged).isEmpty }
    let description = prose.filter { $0.role == .description }
    let sentences = (description.isEmpty ? prose : description).flatMap { source in
      Set(source.text.words.map(\.sentence)).map { SentenceKey(field: source.field, number: $0) }
    }
    return !Set(sentences).subtracting(hedged).isEmpty
  }
}
