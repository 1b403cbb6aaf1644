/// One provision, read once for the rules that ask how exact it is.
struct CheckedProvision: Sendable {
  let part: PartID
  let list: String
  let record: RecordView
  let reading: SpecificationReading
  /// The texts it was read from.
  let sources: [CheckedText]

  func place(_ field: String? = nil) -> Place { record.place(part, list, field) }

  private static let roles: [String: SpecificationReader.Source.Role] = [
    "title": .title, "description": .description, "who": .who, "ratio": .ratio,
    "frequency": .frequency, "duration": .duration,
  ]

  static func all(
    in parts: [PartView], texts: [CheckedText], names: TermSet, words: CheckWords
  ) -> [CheckedProvision] {
    var provisions: [CheckedProvision] = []
    for (section, _) in Sections.provision {
      guard
        let records = parts.first(where: { $0.id == section })?.collection("provisions")?.records
      else { continue }
      let own = texts.filter {
        $0.place.part == section && $0.place.collection == "provisions"
          && $0.place.field.map { roles[$0] != nil } == true
      }
      let byRecord = Dictionary(grouping: own, by: \.place.record)
      for record in records {
        let sources = byRecord[record.id] ?? []
        let reading = SpecificationReader.read(
          sources.compactMap { source in
            guard let field = source.place.field, let role = roles[field] else { return nil }
            return SpecificationReader.Source(field: field, role: role, text: source.text)
          }, names: names, words: words)
        provisions.append(
          CheckedProvision(
            part: section, list: "provisions", record: record, reading: reading,
            sources: sources))
      }
    }
    return provisions
  }
}
