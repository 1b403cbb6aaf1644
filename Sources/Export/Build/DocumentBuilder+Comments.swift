import CRDT
import Plan

extension DocumentBuilder {
  /// The threads of a part in the order they were begun; none where comments are left out.
  func comments(of part: PartView) -> [Comment] {
    guard options.includesComments else { return [] }
    var threads: [Comment] = []
    /// For each comment, the thread it belongs to. An answer comes after what it answers, so an
    /// answer to something unknown, or to itself, begins a thread of its own.
    var thread: [EventID: Int] = [:]
    for view in part.comments.sorted(by: { ($0.number, $0.id) < ($1.number, $1.id) }) {
      if let parent = view.inReplyTo, let index = thread[parent] {
        threads[index].replies.append(comment(view, place: []))
        thread[view.id] = index
      } else {
        thread[view.id] = threads.count
        threads.append(comment(view, place: name(of: view.place, in: part)))
      }
    }
    return threads
  }

  /// The marks of the comments on a field's words that still stand.
  func marks(at place: Place) -> [Prose.Mark] {
    (markedComments[place.exact] ?? []).compactMap { comment in
      guard let anchor = commentAnchors[comment.id], let range = comment.range else { return nil }
      return Prose.Mark(offset: range.upperBound, label: label(comment), anchor: anchor)
    }
  }

  private func label(_ comment: CommentView) -> VisibleText { VisibleText(comment.label) }

  private func comment(_ view: CommentView, place: [Inline]) -> Comment {
    Comment(
      label: label(view), anchor: commentAnchors[view.id], author: author(view), place: place,
      quote: VisibleText(view.quote), isResolved: view.resolved,
      body: Prose.paragraphs(view.body), replies: [])
  }

  /// As in `M. Okoro (plan co-ordinator), for J.T. by phone on 20 November 2026`.
  private func author(_ view: CommentView) -> [Inline] {
    let author = name(view.author)
    guard let said = view.onBehalfOf else { return author }
    return author
      + [
        .words(", for "), .written(VisibleText(said.person)),
        .words(VisibleText(" \(how(said))")),
      ]
  }

  private func how(_ said: OnBehalfOf) -> String {
    let way = OnBehalfOf(person: said.person, channel: said.channel).how
    return said.date.map { "\(way) on \(Wording.date($0))" } ?? way
  }

  /// As in `Need B.2: Reading accuracy, Description`.
  func name(of place: Place, in part: PartView) -> [Inline] {
    var pieces: [[Inline]] = []
    if let record = place.record { pieces.append(records.reference(to: record)) }
    if let key = place.field {
      let title = field(at: place, in: part).map(Wording.title(of:))
      pieces.append([.words(title ?? VisibleText(key))])
    }
    return pieces.isEmpty
      ? [.words("the whole section")] : Array(pieces.joined(separator: [.words(", ")]))
  }

  /// The field of a place, as the part shows it.
  func field(at place: Place, in part: PartView) -> FieldView? {
    let fields = place.record.map { Self.fields(of: $0, in: part) } ?? part.fields
    return fields.first { $0.key == place.field }
  }

  /// Looked for by index: to be looked at as elements, the records before it would be copied.
  private static func fields(of record: EventID, in part: PartView) -> [FieldView] {
    for list in part.collections.indices {
      for row in part.collections[list].records.indices
      where part.collections[list].records[row].id == record {
        return part.collections[list].records[row].fields
      }
    }
    return []
  }
}
