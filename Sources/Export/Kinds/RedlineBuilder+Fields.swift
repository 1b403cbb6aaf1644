import CRDT
import Plan

extension RedlineBuilder {
  /// Whether either version says something there.
  func isWritten(_ field: Redline.Field) -> Bool {
    switch field.content {
    case .text(let stretches):
      stretches.contains { $0.text.unicodeScalars.contains { !$0.isWhitespace } }
    case .value(let before, let after, _):
      !(base.isEmpty(before) || before == .flag(false))
        || !(base.isEmpty(after) || after == .flag(false))
    case .links(let links): !links.isEmpty
    }
  }

  mutating func field(_ field: Redline.Field, at place: Place) -> Field {
    let label = VisibleText(field.title)
    switch field.content {
    case .text(let stretches):
      return Field(
        label: label, shape: .long, content: [.prose(paragraphs(stretches, in: place.part))])
    case .value(let before, let after, let by):
      let words = value(from: before, to: after, by: by, at: place)
      return Field(label: label, shape: .short, content: [.paragraph(words)])
    case .links(let links):
      return Field(
        label: label, shape: .references,
        content: [.list(links.map { link($0, in: place.part) })])
    }
  }

  private mutating func value(
    from before: FieldValue, to after: FieldValue, by: Attribution?, at place: Place
  ) -> [Inline] {
    guard before != after else { return base.inlines(after, at: place) }
    var words: [Inline] = []
    if !base.isEmpty(before) {
      words.append(marked(base.inlines(before, at: place), .deleted, by))
    }
    if !base.isEmpty(after) {
      if !words.isEmpty { words.append(.words(" ")) }
      words.append(marked(base.inlines(after, at: place), .inserted, by))
    }
    return words + note(by, in: place.part, "Written by ")
  }

  private mutating func link(_ link: Redline.Link, in part: PartID) -> [Inline] {
    let name = name(ofTarget: link.target)
    switch link.change {
    case .kept: return name
    case .inserted:
      return [marked(name, .inserted, link.by)] + note(link.by, in: part, "Linked by ")
    case .deleted:
      return [marked(name, .deleted, link.by)] + note(link.by, in: part, "Link taken out by ")
    }
  }

  // MARK: Texts

  /// A text's paragraphs. What one hand changed in one go is one proposal: words taken out and those
  /// put in their place share a footnote.
  private mutating func paragraphs(
    _ stretches: [Redline.Stretch], in part: PartID
  ) -> [[Inline]] {
    var paragraphs: [[Inline]] = []
    var current: [Inline] = []
    var open: Redline.Stretch?
    func isOne(_ one: Attribution?, _ other: Attribution?) -> Bool {
      guard let one, let other else { return one == nil && other == nil }
      return one.isSameHand(as: other)
    }
    for stretch in stretches {
      if let last = open, stretch.change == .kept || !isOne(last.by, stretch.by) {
        current += note(
          last.by, in: part, last.change == .deleted ? "Taken out by " : "Written by ")
        open = nil
      }
      for (index, line) in Self.lines(stretch.text).enumerated() {
        if index > 0 {
          if !current.isEmpty { paragraphs.append(current) }
          current = []
        }
        current += inlines(line, of: stretch)
      }
      if stretch.change != .kept { open = stretch }
    }
    if let last = open {
      current += note(last.by, in: part, last.change == .deleted ? "Taken out by " : "Written by ")
    }
    if !current.isEmpty { paragraphs.append(current) }
    return paragraphs
  }

  private static func lines(_ text: String) -> [String] {
    text.unicodeScalars.split(
      omittingEmptySubsequences: false, whereSeparator: VisibleText.isLineBreak
    )
    .map { String($0) }
  }

  /// White space at the ends stands outside the mark, where no format stumbles over it.
  private func inlines(_ line: String, of stretch: Redline.Stretch) -> [Inline] {
    guard stretch.change != .kept else { return line.isEmpty ? [] : [.written(VisibleText(line))] }
    let scalars = line.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.isWhitespace })
    else { return line.isEmpty ? [] : [.written(VisibleText(line))] }
    var words: [Inline] = []
    if first > scalars.startIndex {
      words.append(.written(VisibleText(String(scalars[..<first]))))
    }
    words.append(
      marked([.written(VisibleText(String(scalars[first...last])))], stretch.change, stretch.by))
    let rest = scalars[scalars.index(after: last)...]
    if !rest.isEmpty { words.append(.written(VisibleText(String(rest)))) }
    return words
  }

  // MARK: Proposals that nobody has decided on

  mutating func openProposals(in id: PartID) -> [Block] {
    guard let part = base.view.part(id) else { return [] }
    var items: [[Inline]] = []
    for suggestion in part.suggestions.sorted(by: { ($0.number, $0.id) < ($1.number, $1.id) })
    where suggestion.state == .open || suggestion.state == .contested {
      for (index, change) in suggestion.changes.enumerated() {
        var words =
          base.name(of: change.place, in: part).flatMap(\.withoutLink) + [.words(": ")]
          + self.change(change, by: suggestion.author)
        if index == suggestion.changes.count - 1 { words += source(of: suggestion, in: id) }
        items.append(words)
      }
    }
    guard !items.isEmpty else { return [] }
    return [
      .group(
        Group(
          kind: .passage, level: 3, anchor: nil, heading: [.words("Proposed, not yet decided")],
          blocks: [.list(items)]))
    ]
  }

  private mutating func source(of suggestion: SuggestionView, in part: PartID) -> [Inline] {
    var words: [Inline] =
      [.words(VisibleText("Suggestion \(suggestion.label) by "))] + base.name(suggestion.author)
    if let date = comparison.dates(part, suggestion.id) {
      words.append(.words(VisibleText(", \(Wording.date(date))")))
    }
    // Her words end her sentence and ours.
    words +=
      suggestion.message.isEmpty
      ? [.words(".")] : [.words(": “"), .written(VisibleText(suggestion.message)), .words("”")]
    return openNote(words)
  }

  private func change(_ change: SuggestedChangeView, by author: AgentID) -> [Inline] {
    func deleted(_ words: [Inline]) -> Inline {
      .marked(words, proposal(by: author, isDeleted: true))
    }
    func inserted(_ words: [Inline]) -> Inline {
      .marked(words, proposal(by: author, isDeleted: false))
    }
    let was = base.inlines(change.was, at: change.place).flatMap(\.withoutLink)
    let with = base.inlines(change.with, at: change.place).flatMap(\.withoutLink)
    switch change.kind {
    case .text, .value:
      var words: [Inline] = []
      if !change.behind.isEmpty { words.append(.written(VisibleText("… \(change.behind)"))) }
      if !base.isEmpty(change.was) { words += [deleted(was), .words(" ")] }
      if !base.isEmpty(change.with) { words.append(inserted(with)) }
      return words
    case .link: return [.words("link "), inserted(base.isEmpty(change.was) ? with : was)]
    case .unlink: return [.words("no longer link "), deleted(was)]
    case .add:
      return [inserted([.words("a new record")])]
        + (base.isEmpty(change.with) ? [] : [.words(" "), inserted(with)])
    case .remove: return [deleted(base.isEmpty(change.was) ? [.words("the whole record")] : was)]
    case .move: return [inserted([.words("move it to another place of the list")])]
    }
  }
}
