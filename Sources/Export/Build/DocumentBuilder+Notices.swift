import CRDT
import Plan

extension DocumentBuilder {
  /// The values written at the same time as the one that is shown.
  func notices(about field: FieldView, at place: Place) -> [Notice] {
    guard !field.alternatives.isEmpty else { return [] }
    let shown: [Inline] = [.words("Shown: ")] + inlines(field.value, at: place) + [.words(".")]
    let others = field.alternatives.map { alternative in
      if isEmpty(alternative.value) {
        return [.words("Left empty by ")] + name(alternative.author) + [.words(".")]
      }
      let value = inlines(alternative.value, at: place)
      return [.words("Also written: ")] + value + [.words(" by ")] + name(alternative.author)
        + [.words(".")]
    }
    let people = Set(field.alternatives.map { account($0.author) }).count + 1
    let title = "\(Wording.count(people)) people wrote different values here at the same time"
    return [
      Notice(
        title: VisibleText(Wording.capitalised(title)),
        paragraphs: [shown] + others + [[.words("A person has to choose.")]])
    ]
  }

  func notices(about deletion: ContestedDeletion?) -> [Notice] {
    guard let deletion else { return [] }
    let words: [Inline] =
      [.words("Deleted by ")] + names(deletion.deletedBy) + [.words("; changed by ")]
      + names(deletion.editedBy)
      + [.words(" at the same time. It stays in the plan until a person decides.")]
    return [Notice(title: "Deleted by one person, changed by another", paragraphs: [words])]
  }

  /// What still has to be reviewed at exactly this place.
  func notices(at place: Place, in part: PartView) -> [Notice] {
    part.reviews.filter { $0.place.isSame(as: place) }.compactMap { notice($0) }
  }

  private func notice(_ item: ReviewItem) -> Notice? {
    let title: VisibleText
    switch item.kind {
    case .passage: title = "Several people changed the same passage: not yet reviewed"
    case .field: title = "Several people changed this: not yet reviewed"
    case .suggestion: title = "Several people decided on a suggestion here: not yet reviewed"
    case .move:
      return Notice(
        title: "Moved to different places by several people: not yet reviewed",
        paragraphs: [[.words("It stands here until a person decides.")]])
    // The record itself tells of it.
    case .deletion: return nil
    }
    guard options.includesComments else {
      return Notice(title: title, paragraphs: [[.words("The words of all of them are kept.")]])
    }
    var paragraphs: [[Inline]] = []
    func add(_ label: [Inline], _ words: String) {
      let words = VisibleText(words)
      paragraphs.append(
        label + [.words(": "), words.isEmpty ? .absent("nothing") : .written(words)])
    }
    if let before = item.before { add([.words("Before")], before) }
    for side in item.sides { add([.words("Written by ")] + name(side.author), side.words) }
    add([.words("In the plan now")], item.merged)
    return Notice(title: title, paragraphs: paragraphs)
  }

  // MARK: People

  /// As in `Priya Shah (educational psychologist)`.
  func name(_ agent: AgentID) -> [Inline] {
    guard let author = view.authors[agent] else { return [.words(Wording.somebody)] }
    guard !author.name.isEmpty else {
      return [.words(VisibleText("somebody as \(wording.role(author.role))"))]
    }
    let role = VisibleText(" (\(wording.role(author.role)))")
    return [.written(VisibleText(author.name)), .words(role)]
  }

  /// People who wrote on several devices are one person.
  private func names(_ agents: [AgentID]) -> [Inline] {
    var seen: Set<String> = []
    let people = agents.filter { seen.insert(account($0)).inserted }.map(name)
    return people.isEmpty
      ? [.words(Wording.somebody)] : Array(people.joined(separator: [.words(", ")]))
  }

  private func account(_ agent: AgentID) -> String {
    view.authors[agent]?.account ?? agent.description
  }
}

extension Place {
  /// Whether both are the same place, whatever number a record had at the time.
  func isSame(as other: Place) -> Bool {
    exact == other.exact
  }

  /// The place less what follows from the rest of it, and less its number: one value for each place.
  var exact: Place {
    Place(
      part: part, collection: record == nil ? collection : nil, record: record, field: field)
  }
}
