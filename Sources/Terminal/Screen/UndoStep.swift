/// What one undo takes back: scalars that were put in place of others.
struct UndoStep: Hashable, Sendable {
  var position: Int
  var removed: [Unicode.Scalar]
  var inserted: [Unicode.Scalar]

  var end: Int { position + inserted.count }
}

extension TextArea {
  /// Notes an edit about to be made; typing goes on in one step up to the end of a word.
  mutating func note(_ edit: TypedEdit, removing removed: [Unicode.Scalar], asTyping: Bool) {
    redoable = []
    let inserted = Array(edit.inserted.unicodeScalars)
    if asTyping, isStepOpen, let last = undoable.last, last.end == edit.position {
      undoable[undoable.count - 1].inserted += inserted
    } else {
      undoable.append(
        UndoStep(position: edit.position, removed: removed, inserted: inserted))
    }
    isStepOpen = asTyping && !edit.inserted.unicodeScalars.contains { $0.properties.isWhitespace }
  }

  /// Takes back the last step: by a further edit, so that others keep what they wrote since.
  mutating func undo() {
    guard let step = undoable.popLast() else { return }
    isStepOpen = false
    redoable.append(
      UndoStep(position: step.position, removed: step.inserted, inserted: step.removed))
    play(step)
  }

  mutating func redo() {
    guard let step = redoable.popLast() else { return }
    isStepOpen = false
    undoable.append(
      UndoStep(position: step.position, removed: step.inserted, inserted: step.removed))
    play(step)
  }

  private mutating func play(_ step: UndoStep) {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: step.removed)
    change(
      TypedEdit(position: step.position, deleted: step.inserted.count, inserted: String(view)))
  }

  /// Moves the steps along with an edit of somebody else. What she wrote into is no longer one's own
  /// to take back: that step and those before it are forgotten.
  mutating func carryThroughUndo(_ edit: TypedEdit) {
    redoable = []
    isStepOpen = false
    var position = edit.position
    for index in undoable.indices.reversed() {
      let step = undoable[index]
      if position >= step.end {
        // Behind it: before the step was made, that much nearer.
        position -= step.inserted.count - step.removed.count
      } else if position + edit.deleted <= step.position {
        undoable[index].position += edit.growth
      } else {
        undoable.removeFirst(index + 1)
        return
      }
    }
  }
}
