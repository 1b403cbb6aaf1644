/// What keys do.
extension Screen {
  mutating func handle(_ key: Key) -> [Effect] {
    message = nil
    switch key {
    // A text may have been selected with the mouse: what ends other programs ends this one well.
    case .control("c"): return leave()
    case .control("z"): return storePending() + [.suspend]
    case .control("l"): return []
    default: break
    }
    switch mode {
    case .help, .notice, .deciding: return readPage(key)
    case .editing: return edit(key)
    case .asking(let question): return answer(key, question)
    case .reading: return read(key)
    }
  }

  private mutating func leave() -> [Effect] {
    switch mode {
    case .editing where area.isSingleLine && area.hasPending: return [.set(area.text), .quit]
    case .editing: return storePending() + [.close, .quit]
    default: return [.quit]
    }
  }

  // MARK: Reading

  private mutating func read(_ key: Key) -> [Effect] {
    switch key {
    case .text("q"): return [.quit]
    case .text("?"): turn(to: .help)
    case .text("s"): return [.synchronise]
    case .text("c"): toggleNotes()
    case .text("a"): return ask(.add)
    case .text("m"): return ask(.comment(passage: focus == .sections ? nil : passage))
    case .tab: turn(by: 1)
    case .backTab: turn(by: -1)
    case .left where focus == .text: focus = .sections
    case .left where focus == .notes: focus = .text
    case .right where focus == .sections, .enter where focus == .sections: focus = .text
    case .right where focus == .text && hasNotesPane: focus = .notes
    case .escape: focus = focus == .notes ? .text : .sections
    default:
      switch focus {
      case .sections: return readSections(key)
      case .text: return readText(key)
      case .notes: return readNotes(key)
      }
    }
    return []
  }

  /// The panes there are, from left to right.
  var panes: [Pane] {
    hasNotesPane ? [.sections, .text, .notes] : [.sections, .text]
  }

  private mutating func turn(by step: Int) {
    let panes = panes
    let index = panes.firstIndex(of: focus) ?? 0
    focus = panes[(index + step + panes.count) % panes.count]
  }

  private mutating func toggleNotes() {
    if hasRoomForNotes {
      focus = focus == .notes ? .text : .notes
      return
    }
    showsNotes.toggle()
    focus = showsNotes ? .notes : .text
  }

  private mutating func readSections(_ key: Key) -> [Effect] {
    let index = content.sections.firstIndex { $0.id == content.section } ?? 0
    let wanted: Int
    switch key {
    case .up: wanted = index - 1
    case .down: wanted = index + 1
    case .home: wanted = 0
    case .end: wanted = content.sections.count - 1
    case .text(let letter):
      // A section's letter goes to it.
      guard
        let found = content.sections.firstIndex(where: {
          $0.label.lowercased().hasPrefix(letter.lowercased())
        })
      else { return [] }
      wanted = found
    default: return []
    }
    guard content.sections.indices.contains(wanted), wanted != index else { return [] }
    return [.show(section: content.sections[wanted].id)]
  }

  private mutating func readText(_ key: Key) -> [Effect] {
    switch key {
    case .up: selectPassage(by: -1)
    case .down: selectPassage(by: 1)
    case .pageUp: textTop -= bodyRows - 1
    case .pageDown, .text(" "): textTop += bodyRows - 1
    case .home: (passage, textTop) = (selectable.first, 0)
    case .end: passage = selectable.last
    case .enter, .text("e"): return openSelected()
    default: break
    }
    if key == .up || key == .down || key == .end { reveal() }
    return []
  }

  private mutating func selectPassage(by step: Int) {
    let ids = selectable
    guard !ids.isEmpty else {
      textTop += step
      return
    }
    let index = ids.firstIndex { $0 == passage } ?? 0
    passage = ids[min(max(index + step, 0), ids.count - 1)]
  }

  private mutating func openSelected() -> [Effect] {
    guard let found = content.passages.first(where: { $0.id == passage }) else { return [] }
    guard found.isEditable else {
      message = ("You may not change this. Say it in a comment: m", true)
      return []
    }
    return [.open(passage: found.id)]
  }

  private mutating func readNotes(_ key: Key) -> [Effect] {
    let ids = content.notes.map(\.id)
    guard let index = ids.firstIndex(where: { $0 == note }) else { return [] }
    switch key {
    case .up, .down: note = ids[min(max(index + (key == .up ? -1 : 1), 0), ids.count - 1)]
    case .home: note = ids.first
    case .end: note = ids.last
    case .enter:
      if let place = content.notes[index].passage { passage = place }
      focus = .text
      if !hasRoomForNotes { showsNotes = false }
      reveal()
    default: return act(key, on: content.notes[index])
    }
    return []
  }

  /// What can be done with a note, by what it is.
  private mutating func act(_ key: Key, on note: ScreenContent.Note) -> [Effect] {
    switch (note.kind, key) {
    case (.comment, .text("r")): return ask(.reply(note: note.id))
    case (.comment, .text("x")): return [.resolve(note: note.id)]
    case (.suggestion, .text("y")): return [.accept(note: note.id)]
    case (.suggestion, .text("n")): return ask(.reject(note: note.id))
    default: return []
    }
  }

  // MARK: Asking

  private mutating func ask(_ question: Question) -> [Effect] {
    if question == .add {
      if content.addition == nil { message = ("Nothing can be added to this section.", true) }
    } else if !content.mayComment {
      message = ("You may not comment on this section.", true)
    }
    if message != nil { return [] }
    mode = .asking(question)
    area = TextArea("", isSingleLine: true)
    return []
  }

  private mutating func answer(_ key: Key, _ question: Question) -> [Effect] {
    switch key {
    case .escape: mode = .reading
    case .enter:
      mode = .reading
      let words = area.text
      guard words.contains(where: { !$0.isWhitespace }) else { return [] }
      switch question {
      case .reject(let note): return [.reject(note: note, reason: words)]
      case .comment(let passage): return [.comment(passage: passage, words: words)]
      case .reply(let note): return [.reply(note: note, words: words)]
      case .add: return [.add(title: words)]
      }
    default:
      _ = area.handle(key, wrapped: WrappedText(area.text, width: .max / 2), rows: 1)
    }
    return []
  }

  // MARK: Editing

  private mutating func edit(_ key: Key) -> [Effect] {
    switch key {
    case .escape: return finish(isKept: false)
    case .enter where area.isSingleLine: return finish(isKept: true)
    case .control("s"): return storePending() + [.synchronise]
    default: break
    }
    _ = area.handle(key, wrapped: openText, rows: bodyRows - 1)
    if area.hasPending {
      lastStroke = now
      firstStroke = firstStroke ?? now
    }
    return []
  }

  /// Prose is stored as it is typed; of a single line, escape takes back what was typed.
  private mutating func finish(isKept: Bool) -> [Effect] {
    guard area.isSingleLine else { return storePending() + [.close] }
    return isKept && area.hasPending ? [.set(area.text)] : [.close]
  }
}
