import Plan

/// Numbers with their nouns.
enum Counted {
  /// `1 change`, `2 changes`.
  static func of(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(count) \(count == 1 ? singular : plural ?? singular + "s")"
  }

  /// `+41 −6 words`, and what else changed.
  static func words(added: Int, removed: Int) -> String {
    switch (added, removed) {
    case (0, 0): "no words changed"
    case (let added, 0): "+\(of(added, "word"))"
    case (0, let removed): "−\(of(removed, "word"))"
    case (let added, let removed): "+\(added) −\(removed) words"
    }
  }

  /// ` (+41 −6 words)`, to go behind what was done.
  static func words(_ change: PartDocument.TextChange) -> String {
    " (\(words(added: change.wordsAdded, removed: change.wordsRemoved)))"
  }

  /// `B, E and F`.
  static func list(_ words: [String], and: String = "and") -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(and) " + last
  }
}
