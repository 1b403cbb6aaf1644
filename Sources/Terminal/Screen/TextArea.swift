/// A text being edited: what stands in it, the caret, and what was typed since it was last asked for.
///
/// Positions are in Unicode scalars; the caret steps over grapheme clusters.
package struct TextArea: Hashable, Sendable {
  package private(set) var scalars: [Unicode.Scalar]
  package private(set) var caret: Int
  /// One line only: what would end it is taken as a space.
  package let isSingleLine: Bool
  /// Edits that nobody has taken yet, in the order they were made.
  private var pending: [TypedEdit] = []
  var undoable: [UndoStep] = []
  var redoable: [UndoStep] = []
  /// Whether typing goes on in the last step.
  var isStepOpen = false
  /// The column that up and down keep to.
  private var goal: Int?

  package init(_ text: String, isSingleLine: Bool = false) {
    scalars = Array(text.unicodeScalars)
    caret = scalars.count
    self.isSingleLine = isSingleLine
  }

  package var text: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  package var hasPending: Bool { !pending.isEmpty }

  /// The edits made since this was last called.
  package mutating func takePending() -> [TypedEdit] {
    defer { pending = [] }
    return pending
  }

  // MARK: Keys

  /// What a key does here.
  ///
  /// - Parameters:
  ///   - wrapped: the text as it is shown.
  ///   - rows: lines of a page.
  /// - Returns: whether the key means anything here.
  package mutating func handle(_ key: Key, wrapped: WrappedText, rows: Int) -> Bool {
    if moves(key, wrapped: wrapped, rows: rows) { return true }
    goal = nil
    switch key {
    case .text(let text): type(text)
    case .paste(let text): paste(text)
    case .enter where !isSingleLine: type("\n")
    case .backspace: remove(wrapped.boundary(before: caret)..<caret)
    case .alt("\u{7F}"), .control("w"): remove(wordStart(before: caret)..<caret)
    case .delete, .control("d"): remove(caret..<wrapped.boundary(after: caret))
    case .control("k"): remove(caret..<max(lineEnd(wrapped), min(caret + 1, scalars.count)))
    case .control("u"), .control("_"): undo()
    case .control("r"): redo()
    default: return false
    }
    return true
  }

  private mutating func moves(_ key: Key, wrapped: WrappedText, rows: Int) -> Bool {
    let place = wrapped.position(of: caret)
    switch key {
    case .up: return step(to: place.line - 1, from: place, wrapped)
    case .down: return step(to: place.line + 1, from: place, wrapped)
    case .pageUp: return step(to: max(0, place.line - rows), from: place, wrapped)
    case .pageDown:
      return step(to: min(wrapped.lineCount - 1, place.line + rows), from: place, wrapped)
    case .left: caret = wrapped.boundary(before: caret)
    case .right: caret = wrapped.boundary(after: caret)
    case .wordLeft, .alt("b"): caret = wordStart(before: caret)
    case .wordRight, .alt("f"): caret = wordEnd(after: caret)
    case .home, .control("a"): caret = wrapped.offset(line: place.line, column: 0)
    case .end, .control("e"): caret = lineEnd(wrapped)
    case .alt("<"): caret = 0
    case .alt(">"): caret = scalars.count
    default: return false
    }
    goal = nil
    isStepOpen = false
    return true
  }

  /// Up from the first line is the beginning, down from the last one the end.
  private mutating func step(
    to line: Int, from place: (line: Int, column: Int), _ wrapped: WrappedText
  ) -> Bool {
    isStepOpen = false
    let column = goal ?? place.column
    if line < 0 {
      caret = 0
    } else if line >= wrapped.lineCount {
      caret = scalars.count
    } else {
      caret = wrapped.offset(line: line, column: column)
      goal = column
    }
    return true
  }

  private func lineEnd(_ wrapped: WrappedText) -> Int {
    wrapped.offset(line: wrapped.position(of: caret).line, column: .max)
  }

  private func wordStart(before offset: Int) -> Int {
    var offset = offset
    while offset > 0, !Self.isWord(scalars[offset - 1]) { offset -= 1 }
    while offset > 0, Self.isWord(scalars[offset - 1]) { offset -= 1 }
    return offset
  }

  private func wordEnd(after offset: Int) -> Int {
    var offset = offset
    while offset < scalars.count, !Self.isWord(scalars[offset]) { offset += 1 }
    while offset < scalars.count, Self.isWord(scalars[offset]) { offset += 1 }
    return offset
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      || scalar.properties.generalCategory == .nonspacingMark || scalar == "'" || scalar == "’"
  }

  // MARK: Changing

  private mutating func type(_ text: String) {
    let edit = TypedEdit(position: caret, deleted: 0, inserted: text)
    note(edit, removing: [], asTyping: true)
    change(edit)
  }

  private mutating func paste(_ text: String) {
    let lines = isSingleLine ? text.map { $0.isNewline ? " " : String($0) }.joined() : text
    if lines.isEmpty { return }
    let edit = TypedEdit(position: caret, deleted: 0, inserted: lines)
    note(edit, removing: [], asTyping: false)
    change(edit)
  }

  private mutating func remove(_ range: Range<Int>) {
    if range.isEmpty { return }
    let edit = TypedEdit(position: range.lowerBound, deleted: range.count, inserted: "")
    note(edit, removing: Array(scalars[range]), asTyping: false)
    change(edit)
  }

  /// Makes an edit of one's own: it is to be stored, and the caret goes where it was made.
  mutating func change(_ edit: TypedEdit) {
    let new = Array(edit.inserted.unicodeScalars)
    scalars.replaceSubrange(edit.position..<edit.position + edit.deleted, with: new)
    caret = edit.position + new.count
    append(edit)
  }

  /// Typing goes into one edit, so that a word is not stored letter by letter.
  private mutating func append(_ edit: TypedEdit) {
    if let last = pending.last, edit.deleted == 0,
      edit.position == last.position + last.inserted.unicodeScalars.count, !last.inserted.isEmpty
    {
      pending[pending.count - 1].inserted += edit.inserted
    } else {
      pending.append(edit)
    }
  }

  /// Takes in what others changed. To be called with nothing pending.
  ///
  /// The caret stays behind the scalar it stood behind; where that one is gone, in its place.
  package mutating func merge(_ edits: [TypedEdit]) {
    for edit in edits {
      let end = edit.position + edit.deleted
      guard edit.position >= 0, end <= scalars.count else { continue }
      let new = Array(edit.inserted.unicodeScalars)
      scalars.replaceSubrange(edit.position..<end, with: new)
      if caret >= end, edit.position < caret {
        caret += edit.growth
      } else if caret > edit.position {
        caret = edit.position
      }
      carryThroughUndo(edit)
    }
  }
}
