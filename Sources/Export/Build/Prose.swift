import Plan

/// Cuts a text into paragraphs and puts the marks of comments where the words they are about end.
struct Prose {
  /// A mark to set before the scalar at `offset`.
  struct Mark {
    var offset: Int
    var label: VisibleText
    var anchor: Anchor
  }

  private var paragraphs: [[Inline]] = []
  private var current: [Inline] = []
  private var words = String.UnicodeScalarView()

  /// The paragraphs of `text`; none where it is blank. Marks past the end stand at the end.
  static func paragraphs(_ text: String, marks: [Mark] = []) -> [[Inline]] {
    var prose = Prose()
    var waiting = marks.sorted {
      ($0.offset, $0.label.description) < ($1.offset, $1.label.description)
    }[...]
    for (offset, scalar) in text.unicodeScalars.enumerated() {
      while let mark = waiting.first, mark.offset <= offset {
        prose.set(mark)
        waiting = waiting.dropFirst()
      }
      if VisibleText.isLineBreak(scalar) {
        prose.endParagraph()
      } else if !(prose.isAtStart && scalar.properties.isWhitespace) {
        prose.words.append(scalar)
      }
    }
    for mark in waiting { prose.set(mark) }
    prose.endParagraph()
    return prose.paragraphs
  }

  private var isAtStart: Bool { current.isEmpty && words.isEmpty }

  private mutating func set(_ mark: Mark) {
    endRun()
    current.append(.commentMark(mark.label, to: mark.anchor))
  }

  private mutating func endRun() {
    guard !words.isEmpty else { return }
    current.append(.written(VisibleText(String(words))))
    words = String.UnicodeScalarView()
  }

  private mutating func endParagraph() {
    while let last = words.last, last.properties.isWhitespace { words.removeLast() }
    endRun()
    if !current.isEmpty { paragraphs.append(current) }
    current = []
  }
}
