package import CRDT

/// What others did to a plan between two moments, in what matters to a reader: who asked what, where
/// words changed, what came and went.
///
/// Made by comparing what one person sees then and now; so it holds nothing that she may not read.
package struct PlanNews: Hashable, Sendable {
  package enum Item: Hashable, Sendable {
    /// Somebody said something, or answered.
    case comment(EventID, at: Place, by: AgentID, body: String, answers: Bool)
    /// Somebody suggests a change.
    case suggested(SuggestionView, in: PartID)
    /// A suggestion was accepted, rejected, withdrawn or opened again; `isOwn` is the reader's.
    case decided(SuggestionView, in: PartID, isOwn: Bool)
    /// A comment was closed, or opened again.
    case resolved(label: String, at: Place, isResolved: Bool)
    /// Fields of one part that read differently now.
    case changed(PartID, [Place], by: [AgentID])
    case added(Place, title: String, by: AgentID)
    case removed(PartID, title: String, by: [AgentID])
    /// A record that stands elsewhere among the others.
    case moved(Place, title: String, by: [AgentID])
    /// Two people touched the same while apart.
    case review(ReviewItem)

    package var part: PartID {
      switch self {
      case .comment(_, let place, _, _, _), .resolved(_, let place, _), .added(let place, _, _),
        .moved(let place, _, _):
        place.part
      case .changed(let part, _, _), .removed(let part, _, _), .suggested(_, let part),
        .decided(_, let part, _):
        part
      case .review(let item): item.place.part
      }
    }
  }

  /// In the plan's order of parts; in each, what wants an answer first.
  package private(set) var items: [Item] = []

  package var isEmpty: Bool { items.isEmpty }

  /// - Parameters:
  ///   - others: what others did, by the part they did it in; what differs beside is the reader's own,
  ///     work of hers that was refused and is gone from the plan among it.
  ///   - account: the reader's, whose own doing is no news to her.
  package init(
    from before: PlanView, to after: PlanView, by others: [PartID: PartDeeds],
    for account: String
  ) {
    let own = Set(after.authors.filter { $0.value.account == account }.keys)
    for part in after.parts {
      // A part that was not held before is news as a whole, which whoever asks knows already.
      guard let deeds = others[part.id], let old = before.part(part.id) else { continue }
      items += Self.comments(from: old, to: part, own: own)
      items += Self.suggestions(from: old, to: part, own: own)
      items += part.reviews.filter { !old.reviews.contains($0) }.map { .review($0) }
      items += Self.records(from: old, to: part, by: deeds, own: own)
      let changed = Self.fields(from: old, to: part).map { ($0, deeds.agents(changing: $0)) }
        .filter { !$0.1.isEmpty }
      if !changed.isEmpty {
        let agents = Set(changed.flatMap(\.1)).sorted()
        items.append(.changed(part.id, changed.map(\.0), by: agents))
      }
    }
  }

  private static func comments(
    from old: PartView, to part: PartView, own: Set<AgentID>
  ) -> [Item] {
    let known = Dictionary(old.comments.map { ($0.id, $0) }) { first, _ in first }
    return part.comments.compactMap { comment in
      guard let before = known[comment.id] else {
        if own.contains(comment.author) { return nil }
        return .comment(
          comment.id, at: comment.place, by: comment.author, body: comment.body,
          answers: comment.inReplyTo != nil)
      }
      if before.resolved == comment.resolved { return nil }
      return .resolved(
        label: "\(part.id).\(comment.label)", at: comment.place, isResolved: comment.resolved)
    }
  }

  private static func suggestions(
    from old: PartView, to part: PartView, own: Set<AgentID>
  ) -> [Item] {
    let known = Dictionary(old.suggestions.map { ($0.id, $0) }) { first, _ in first }
    return part.suggestions.compactMap { suggestion in
      let isOwn = own.contains(suggestion.author)
      guard let before = known[suggestion.id] else {
        return isOwn || suggestion.state != .open ? nil : .suggested(suggestion, in: part.id)
      }
      let isOthers = suggestion.decisions.contains { !own.contains($0.author) }
      if before.state == suggestion.state || !isOthers { return nil }
      return .decided(suggestion, in: part.id, isOwn: isOwn)
    }
  }

  private static func records(
    from old: PartView, to part: PartView, by deeds: PartDeeds, own: Set<AgentID>
  ) -> [Item] {
    var items: [Item] = []
    for collection in part.collections {
      let before = old.collection(collection.key)?.records ?? []
      let known = Set(before.map(\.id))
      for record in collection.records where !known.contains(record.id) {
        if own.contains(record.id.agent) { continue }
        let place = Place(
          part: part.id, collection: collection.key, record: record.id, number: record.number)
        items.append(.added(place, title: title(of: record), by: record.id.agent))
      }
      let present = Set(collection.records.map(\.id))
      for record in before where !present.contains(record.id) {
        let agents = deeds.agents(removing: record.id)
        if agents.isEmpty { continue }
        items.append(.removed(part.id, title: title(of: record), by: agents))
      }
      items += moves(from: before, to: collection, in: part, by: deeds)
    }
    return items
  }

  /// The fewest records that account for another order of those that were there before.
  private static func moves(
    from before: [RecordView], to collection: CollectionView, in part: PartView,
    by deeds: PartDeeds
  ) -> [Item] {
    let old = Dictionary(zip(before.map(\.id), before.indices)) { first, _ in first }
    let staying = LongestAscending.indices(of: collection.records.map { old[$0.id] })
    // Where two people put it is told as something to review.
    let contested = Set(part.reviews.filter { $0.kind == .move }.map(\.place.record))
    return collection.records.enumerated().compactMap { index, record in
      guard old[record.id] != nil, !staying.contains(index), !contested.contains(record.id) else {
        return nil
      }
      let agents = deeds.agents(moving: record.id)
      if agents.isEmpty { return nil }
      let place = Place(
        part: part.id, collection: collection.key, record: record.id, number: record.number)
      return .moved(place, title: title(of: record), by: agents)
    }
  }

  /// The fields that were there before and hold something else now.
  private static func fields(from old: PartView, to part: PartView) -> [Place] {
    var places: [Place] = []
    for field in part.fields where differs(old.field(field.key), field) {
      places.append(Place(part: part.id, field: field.key))
    }
    for collection in part.collections {
      let records = old.collection(collection.key)?.records ?? []
      let known = Dictionary(records.map { ($0.id, $0) }) { first, _ in first }
      for record in collection.records {
        guard let before = known[record.id] else { continue }
        for field in record.fields where differs(before.field(field.key), field) {
          places.append(
            Place(
              part: part.id, collection: collection.key, record: record.id, number: record.number,
              field: field.key))
        }
      }
    }
    return places
  }

  /// Which of two values written at once is shown is chance; that there are two is news either way.
  private static func differs(_ old: FieldView?, _ field: FieldView) -> Bool {
    old?.value != field.value || Set(old?.alternatives ?? []) != Set(field.alternatives)
  }

  private static func title(of record: RecordView) -> String {
    record.field("title")?.value.plainText
      ?? record.fields.first { $0.kind == .line }?.value.plainText ?? ""
  }
}
