import Plan

/// The program's own words in an export, in one place, so that they can be read as a whole.
///
/// Everything a template will one day say itself (titles of options and roles, a list's singular)
/// goes through here and nowhere else.
enum Wording {
  static let documentTitle: VisibleText = "Education, Health and Care Plan"
  static let comments: VisibleText = "Comments"
  static let notFilledIn: VisibleText = "Not filled in"
  static let nothingRecorded: VisibleText = "Nothing is recorded here."

  // MARK: The plan as a whole

  static func status(_ phase: Phase) -> VisibleText {
    switch phase {
    case .gather: "Draft – not issued"
    case .servedDraft: "Draft sent for comments – not issued"
    case .final: "Final plan"
    case .amend: "Draft amendment – not issued. The plan issued before it still stands."
    }
  }

  /// As in `22 November 2026`.
  static func date(_ date: CivilDate) -> String {
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    return "\(date.day) \(months[date.month - 1]) \(date.year)"
  }

  // MARK: Parts

  /// The heading of a part: a section says its letter, whether or not its title does.
  static func heading(part: PartID, title: String) -> String {
    let prefix = "Section \(part)"
    guard isSection(part), !title.hasPrefix(prefix) else { return title }
    return title.isEmpty ? prefix : "\(prefix): \(title)"
  }

  /// Names a part of which nothing else is known.
  static func name(part: PartID) -> String {
    if isSection(part) { return "Section \(part)" }
    if part.description.hasPrefix("advice-") { return "A report of advice" }
    return spaced(part.description, capitalised: true)
  }

  /// Whether the part is one of the sections that the regulations name by letter.
  private static func isSection(_ part: PartID) -> Bool {
    part.description.utf8.first.map { (0x41...0x5A).contains($0) } ?? false
  }

  // MARK: Records

  /// What one record of a list is called: a list of `needs` holds a `Need`.
  static func singular(collection: CollectionView) -> String {
    let word = spaced(collection.key, capitalised: true)
    return word.hasSuffix("s") ? String(word.dropLast()) : word
  }

  /// As in `Need B.2`.
  static func label(record: RecordView, of collection: CollectionView, in part: PartView) -> String
  {
    let place = Place(part: part.id, collection: collection.key, number: record.number)
    return "\(singular(collection: collection)) \(place)"
  }

  static func elsewhere(_ label: String, part: PartID) -> VisibleText {
    VisibleText("\(label) (\(name(part: part)) is not in this copy)")
  }

  static let unknownRecord: VisibleText = "something that is not in this copy"

  /// What a record shows above the records of another list that point to it.
  static func pointedTo(from collection: CollectionView) -> VisibleText {
    VisibleText("\(collection.title) for this")
  }

  // MARK: Values and people

  /// The words of an option.
  static func option(_ key: String, of field: FieldView) -> String {
    spaced(key, capitalised: true)
  }

  static func role(_ role: RoleID) -> String { spaced(role.description) }

  static func flag(_ value: Bool) -> VisibleText { value ? "Yes" : "No" }

  static func title(of field: FieldView) -> VisibleText {
    VisibleText(field.title.isEmpty ? spaced(field.key, capitalised: true) : field.title)
  }

  /// As in `two`, `three`, `11`.
  static func count(_ number: Int) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    return words.indices.contains(number) ? words[number] : String(number)
  }

  /// A key as words: hyphens become spaces.
  private static func spaced(_ key: String, capitalised: Bool = false) -> String {
    let words = String(key.map { $0 == "-" ? " " : $0 })
    guard capitalised, let first = words.first else { return words }
    return first.uppercased() + words.dropFirst()
  }
}
