import CRDT
import Client
import Plan
import Terminal

/// A plan as the full screen shows it: sections, the passages of one of them, what was said beside.
struct PlanContent {
  let view: PlanView
  let plan: OpenPlan
  let unsent: [PartID: Int]
  private let showing: Showing
  private let isUnicode: Bool

  init(_ view: PlanView, _ plan: OpenPlan, unsent: [PartID: Int], isUnicode: Bool) {
    self.view = view
    self.plan = plan
    self.unsent = unsent
    self.isUnicode = isUnicode
    showing = Showing(
      view, style: ConsoleStyle(usesColour: false, isUnicode: isUnicode, width: 120))
  }

  /// - Parameter section: the one to show; the first where it is not shared (any more).
  func screen(section: String) -> ScreenContent {
    guard let part = view.parts.first(where: { $0.id.description == section }) ?? view.parts.first
    else { return ScreenContent(title: title, sections: sections) }
    return ScreenContent(
      title: title, sections: sections, section: part.id.description, passages: passages(of: part),
      notes: notes(of: part), mayComment: plan.refusal(of: .comment, in: part.id) == nil,
      addition: addition(to: part))
  }

  private var title: String {
    [plan.reference, Showing.initials(of: view), Wording.phase(plan.policy.phase.rawValue)]
      .filter { !$0.isEmpty }.joined(separator: "  ")
  }

  // MARK: Sections

  private var sections: [ScreenContent.Section] {
    view.parts.map { part in
      ScreenContent.Section(
        id: part.id.description, label: label(part.id),
        title: plan.template.part(part.id)?.shortTitle ?? part.title, badge: badge(part))
    }
      + view.withheld.map { id in
        ScreenContent.Section(
          id: id.description, label: label(id), title: plan.template.part(id)?.shortTitle ?? "",
          isShared: false)
      }
  }

  /// A letter has a column of its own, a longer name is said by the title.
  private func label(_ id: PartID) -> String {
    id.description.utf8.count <= 2 ? id.description : ""
  }

  /// Only here, open comments, suggestions, places to review: `^2 3? 1s 1!`
  private func badge(_ part: PartView) -> String {
    var pieces: [String] = []
    if let count = unsent[part.id] { pieces.append("\(isUnicode ? "↑" : "^")\(count)") }
    let open = part.comments.count { !$0.resolved && $0.inReplyTo == nil }
    if open > 0 { pieces.append("\(open)?") }
    let suggested = part.suggestions.count { $0.state == .open }
    if suggested > 0 { pieces.append("\(suggested)s") }
    if !part.reviews.isEmpty { pieces.append("\(part.reviews.count)!") }
    return pieces.joined(separator: " ")
  }

  // MARK: Passages

  /// What is the same for all passages of a section.
  private struct Look {
    var mayEdit: Bool
    /// What open comments are about, by place.
    var marks: [Place: [Range<Int>]]
  }

  /// What a record of the section's first list is called, where the person may add one.
  private func addition(to part: PartView) -> String? {
    guard plan.refusal(of: .edit, in: part.id) == nil else { return nil }
    return plan.template.part(part.id)?.lists.first?.singular
  }

  private func passages(of part: PartView) -> [ScreenContent.Passage] {
    let marks = Dictionary(
      grouping: part.comments.filter { !$0.resolved && $0.range != nil }, by: \.place
    ).mapValues { $0.compactMap(\.range) }
    let look = Look(mayEdit: plan.refusal(of: .edit, in: part.id) == nil, marks: marks)
    var passages = [
      ScreenContent.Passage(
        id: part.id.description, kind: .heading, title: "\(label(part.id))  \(part.title)")
    ]
    passages += part.fields.map { field in
      passage(field, at: Place(part: part.id, field: field.key), look)
    }
    for collection in part.collections {
      let template = plan.template.part(part.id)?.list(collection.key)
      if collection.records.isEmpty {
        let none = "\(collection.title): none yet."
        let hint = look.mayEdit ? " To add a \(template?.singular ?? "record"): a" : ""
        passages.append(
          ScreenContent.Passage(
            id: "\(part.id)/\(collection.key)", kind: .heading, title: none + hint))
      }
      for record in collection.records {
        passages += self.passages(of: record, of: collection, in: part, look)
      }
    }
    return passages
  }

  private func passages(
    of record: RecordView, of collection: CollectionView, in part: PartView, _ look: Look
  ) -> [ScreenContent.Passage] {
    let name = "\(part.id).\(record.id.shortName)"
    let contested = record.deletion == nil ? "" : "  ! deleted by one, edited by another"
    let heading = ScreenContent.Passage(
      id: name, kind: .heading,
      title: "\(part.id).\(record.number)  \(ValueReader.title(of: record))\(contested)")
    return [heading]
      + record.fields.map { field in
        let place = Place(
          part: part.id, collection: collection.key, record: record.id, number: record.number,
          field: field.key)
        return passage(field, at: place, look)
      }
  }

  private func passage(
    _ field: FieldView, at place: Place, _ look: Look
  ) -> ScreenContent.Passage {
    let isProse = field.kind == .text
    var text = isProse ? field.value.plainText : showing.words(field.value)
    for other in field.alternatives {
      text += "\n! at the same time: \(showing.words(other.value))"
    }
    return ScreenContent.Passage(
      id: Self.name(of: place), kind: isProse ? .prose : .line, label: place.description,
      title: field.title, text: text, isEditable: look.mayEdit, marks: look.marks[place] ?? [])
  }

  /// By the record's short name, which stays when records move.
  static func name(of place: Place) -> String {
    var name = place.part.description
    if let record = place.record { name += ".\(record.shortName)" }
    if let field = place.field { name += ".\(field)" }
    return name
  }

  // MARK: Notes

  private func notes(of part: PartView) -> [ScreenContent.Note] {
    var notes = part.reviews.enumerated().map { index, item in
      ScreenContent.Note(
        id: "review-\(index)", kind: .review, passage: Self.name(of: item.place),
        title: "! \(item.place): \(Wording.atOnce(item.kind))", quote: item.merged,
        body: "\(Wording.meanwhile(item.kind)) After q: ehcp review")
    }
    notes += part.suggestions.filter { $0.state == .open }.map(note)
    let answers = Dictionary(grouping: part.comments.filter { !$0.resolved }, by: \.inReplyTo)
    for comment in answers[nil] ?? [] { add(comment, depth: 0, answers, to: &notes) }
    return notes
  }

  /// A suggestion, its changes in words one below the other.
  private func note(_ suggestion: SuggestionView) -> ScreenContent.Note {
    let arrow = isUnicode ? "→" : "->"
    var lines = suggestion.changes.map { change in
      let was = showing.words(change.was)
      let with = showing.words(change.with)
      return
        "\(change.place): \(was.isEmpty ? "" : was + " \(arrow) ")\(with.isEmpty ? "nothing" : with)"
    }
    if !suggestion.message.isEmpty { lines.append(suggestion.message) }
    if !suggestion.stands { lines.append("! The words have changed since.") }
    return ScreenContent.Note(
      id: Self.name(of: suggestion.id), kind: .suggestion,
      passage: suggestion.changes.first.map { Self.name(of: $0.place) },
      title: "\(suggestion.label)  "
        + Showing.name(of: suggestion.author, in: view, withRole: true) + " suggests",
      body: lines.joined(separator: "\n"))
  }

  private func add(
    _ comment: CommentView, depth: Int, _ answers: [EventID?: [CommentView]],
    to notes: inout [ScreenContent.Note]
  ) {
    // An answer that is made to answer itself ends here.
    guard depth < 8, notes.count < 4_000 else { return }
    notes.append(
      ScreenContent.Note(
        id: Self.name(of: comment.id), passage: Self.name(of: comment.place),
        title: "\(comment.label)  "
          + Showing.name(of: comment.author, in: view, withRole: depth == 0),
        quote: comment.quote, body: comment.body, depth: depth))
    for answer in answers[comment.id] ?? [] {
      add(answer, depth: depth + 1, answers, to: &notes)
    }
  }

  static func name(of event: EventID) -> String { "\(event.agent)-\(event.sequence)" }
}
