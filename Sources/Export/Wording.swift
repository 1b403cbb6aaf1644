import Plan

/// The words an export adds to what people wrote, in one place, so that they can be read as a whole.
///
/// The template says what its lists, options and roles are called; where it does not know one (a
/// plan made under an older version), its key stands in, with spaces for hyphens.
struct Wording {
  let template: PlanTemplate

  static let comments: VisibleText = "Comments"
  static let somebody: VisibleText = "somebody not named here"
  static let notFilledIn: VisibleText = "Not filled in"
  static let nothingRecorded: VisibleText = "Nothing is recorded here."

  // MARK: The plan as a whole

  var documentTitle: VisibleText {
    template.title.isEmpty ? "Education, Health and Care Plan" : VisibleText(template.title)
  }

  static func status(_ phase: Phase) -> VisibleText {
    switch phase {
    case .gather: "Draft – not issued"
    case .servedDraft: "Draft sent for comments – not issued"
    case .final: "Final plan"
    case .amend: "Draft amendment – not issued"
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

  func shortTitle(_ part: PartView) -> String {
    template.part(part.id)?.shortTitle ?? part.title
  }

  /// The law a lettered section rests on; empty for every other part.
  func basis(_ part: PartID) -> VisibleText {
    VisibleText(Self.isSection(part) ? template.part(part)?.basis ?? "" : "")
  }

  /// Names a part that was not sent, by what is true of it in every plan.
  func name(_ part: PartID) -> String {
    let description = template.part(part)
    if description?.kind == .advice || part.description.hasPrefix("advice-") {
      return "A report of advice"
    }
    if Self.isSection(part) {
      return Self.heading(part: part, title: description?.shortTitle ?? "")
    }
    return description?.title ?? Self.capitalised(Self.spaced(part.description))
  }

  /// Whether the part is one of the sections that the regulations name by letter.
  private static func isSection(_ part: PartID) -> Bool {
    part.description.utf8.first.map { (0x41...0x5A).contains($0) } ?? false
  }

  // MARK: Records

  /// What one record of a list is called, as in `Need`.
  func singular(_ collection: CollectionView, in part: PartID) -> String {
    if let list = template.part(part)?.list(collection.key) {
      return Self.capitalised(list.singular)
    }
    let word = Self.capitalised(Self.spaced(collection.key))
    return word.hasSuffix("s") ? String(word.dropLast()) : word
  }

  /// As in `Need B.2`.
  func label(_ record: RecordView, of collection: CollectionView, in part: PartID) -> String {
    let place = Place(part: part, collection: collection.key, number: record.number)
    return "\(singular(collection, in: part)) \(place)"
  }

  static func elsewhere(_ label: String) -> VisibleText {
    VisibleText("\(label), not in this copy")
  }

  /// Records of parts that the person was not sent.
  static func unknown(_ number: Int) -> VisibleText {
    number == 1
      ? "Something that is not in this copy"
      : VisibleText("\(capitalised(count(number))) things that are not in this copy")
  }

  // MARK: Values and people

  /// The words of an option.
  func option(_ key: String, at place: Place) -> String {
    let part = template.part(place.part)
    let field = place.field.flatMap { name in
      place.collection.map { part?.list($0)?.field(name) } ?? part?.field(name)
    }
    return field?.option(key)?.title ?? Self.capitalised(Self.spaced(key))
  }

  /// As in `educational psychologist`.
  func role(_ role: RoleID) -> String {
    template.role(role)?.title ?? Self.spaced(role.description)
  }

  static func flag(_ value: Bool) -> VisibleText { value ? "Yes" : "No" }

  static func title(of field: FieldView) -> VisibleText {
    VisibleText(field.title.isEmpty ? capitalised(spaced(field.key)) : field.title)
  }

  /// As in `two`, `three`, `11`.
  static func count(_ number: Int) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    return words.indices.contains(number) ? words[number] : String(number)
  }

  /// The text with a capital at its beginning.
  static func capitalised(_ text: String) -> String {
    guard let first = text.unicodeScalars.first else { return text }
    return first.properties.uppercaseMapping + String(text.unicodeScalars.dropFirst())
  }

  /// A key as words: hyphens become spaces.
  private static func spaced(_ key: String) -> String {
    key.split(separator: "-").joined(separator: " ")
  }
}
