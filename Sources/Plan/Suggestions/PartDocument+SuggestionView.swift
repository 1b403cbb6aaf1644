package import CRDT

/// Suggestions as a reader sees them.
extension PartDocument {
  /// Whether a change can still be made: what it is about is there, and what it brings fits.
  func canMake(
    _ change: SuggestedChange, among changes: [SuggestedChange], _ places: PlaceIndex
  ) -> Bool {
    if case .added(let index) = change.subject {
      // A forger may name a change that adds nothing, or a field of another list.
      guard case .add = changes[index].action,
        template.list(changes[index].key)?.field(change.key) != nil
      else { return false }
    }
    if case .record(let record) = change.subject {
      // What is gone already need not be removed.
      if case .remove = change.action { return document.list(ofRecord: record) != nil }
      guard places.isShown(record) else { return false }
    }
    switch change.action {
    case .add: return template.list(change.key) != nil
    case .remove: return change.subject != .part
    case .move:
      guard case .record(let record) = change.subject else { return false }
      return document.list(ofRecord: record)?.key == change.key
    case .text: return kind(of: change) == .text
    case .link, .unlink: return kind(of: change) == .links
    case .value(_, let with):
      guard let field = suggestedField(change), let value = field.kind.value(with) else {
        return false
      }
      return field.kind != .text && field.kind != .links
        && (try? field.check(value)) != nil
    }
  }

  private func kind(of change: SuggestedChange) -> FieldKind? { suggestedField(change)?.kind }

  /// The field a change is about; of a record to be added, whichever list of the part has one of its
  /// name.
  private func suggestedField(_ change: SuggestedChange) -> FieldTemplate? {
    switch change.subject {
    case .part: template.field(change.key)
    case .record(let record): (try? list(of: record))?.field(change.key)
    case .added: template.lists.lazy.compactMap { $0.field(change.key) }.first
    }
  }

  /// One suggestion, without regard to others.
  package func view(ofSuggestion id: EventID) -> SuggestionView? {
    var reader = SuggestionReader(part: self)
    return suggestion(id).map {
      reader.view(of: $0, label: label(ofSuggestion: id), findingGround: true)
    }
  }

  /// Every suggestion, decided ones too, in order.
  ///
  /// - Complexity: O(what they hold); for open ones O(history of the texts they would change).
  func suggestionViews(findingGrounds: Bool) -> [SuggestionView] {
    let records = document.records(inListAt: Self.suggestionList)
    if records.isEmpty { return [] }
    var reader = SuggestionReader(part: self)
    let suggestions = records.compactMap { suggestion($0.id) }
    let numbers = RecordNumbers(of: records.map(\.id), in: Self.suggestionList, of: self)
    var views = suggestions.map {
      reader.view(
        of: $0, label: numbers.name(of: $0.id, prefix: "S").label, findingGround: findingGrounds)
    }
    if findingGrounds { Self.findOverlaps(in: &views, suggestions) }
    return views
  }

  /// Tells open suggestions that are about the same thing of each other.
  private static func findOverlaps(
    in views: inout [SuggestionView], _ suggestions: [Suggestion]
  ) {
    struct Claim {
      var suggestion: Int
      var range: Range<Int>?
    }
    struct Subject: Hashable {
      var subject: SuggestedChange.Subject
      var key: String
    }
    var claims: [Subject: [Claim]] = [:]
    for (index, view) in views.enumerated() where view.state == .open {
      for (change, seen) in zip(suggestions[index].changes, view.changes) {
        if case .add = change.action { continue }
        if case .added = change.subject { continue }
        claims[Subject(subject: change.subject, key: change.key), default: []].append(
          Claim(suggestion: index, range: seen.range))
      }
    }
    var found: [Int: Set<Int>] = [:]
    for group in claims.values where group.count > 1 {
      for (index, one) in group.enumerated() {
        for other in group[..<index] where one.suggestion != other.suggestion {
          if let left = one.range, let right = other.range, !left.meets(right) { continue }
          found[one.suggestion, default: []].insert(other.suggestion)
          found[other.suggestion, default: []].insert(one.suggestion)
        }
      }
    }
    for (index, others) in found { views[index].overlaps = others.sorted().map { views[$0].label } }
  }
}

extension Range<Int> {
  /// Whether the two have a position in common; an empty one stands at its own.
  fileprivate func meets(_ other: Range<Int>) -> Bool {
    if isEmpty || other.isEmpty {
      return lowerBound <= other.upperBound && other.lowerBound <= upperBound
    }
    return overlaps(other)
  }
}
