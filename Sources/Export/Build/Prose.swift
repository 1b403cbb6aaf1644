import CRDT
import Plan

/// Cuts a text into paragraphs and puts the marks of comments where the words they are about end.
struct Prose {
  /// A mark to set before the scalar at `offset`.
  struct Mark {
    var offset: Int
    var label: VisibleText
    var anchor: Anchor
  }

  private let text: String
  private var paragraphs: [[Inline]] = []
  private var current: [Inline] = []
  /// Where the run of words under way begins, in bytes of the text.
  private var start = 0

  private init(_ text: String) { self.text = text }

  /// The paragraphs of `text`; none where it is blank. Marks past the end stand at the end.
  static func paragraphs(_ text: String, marks: [Mark] = []) -> [[Inline]] {
    var prose = Prose(text)
    var waiting = marks.sorted {
      ($0.offset, $0.label.description) < ($1.offset, $1.label.description)
    }[...]
    // The words of a run stand in the text as they are: nothing is copied scalar by scalar.
    var byte = 0
    for (offset, scalar) in text.unicodeScalars.enumerated() {
      while let mark = waiting.first, mark.offset <= offset {
        prose.set(mark, at: byte)
        waiting = waiting.dropFirst()
      }
      let next = byte + UTF8.width(scalar)
      if VisibleText.isLineBreak(scalar) {
        prose.endParagraph(at: byte)
        prose.start = next
      } else if prose.start == byte && prose.current.isEmpty && scalar.isWhitespace {
        prose.start = next
      }
      byte = next
    }
    for mark in waiting { prose.set(mark, at: byte) }
    prose.endParagraph(at: byte)
    return prose.paragraphs
  }

  private func words(to end: Int) -> Substring {
    let utf8 = text.utf8
    let first = utf8.index(utf8.startIndex, offsetBy: start)
    return text[first..<utf8.index(first, offsetBy: end - start)]
  }

  private mutating func set(_ mark: Mark, at end: Int) {
    endRun(words(to: end))
    start = end
    current.append(.commentMark(mark.label, to: mark.anchor))
  }

  private mutating func endRun(_ words: Substring) {
    if !words.isEmpty { current.append(.written(VisibleText(String(words)))) }
  }

  private mutating func endParagraph(at end: Int) {
    var words = words(to: end).unicodeScalars
    while let last = words.last, last.isWhitespace { words.removeLast() }
    endRun(Substring(words))
    if !current.isEmpty { paragraphs.append(current) }
    current = []
  }
}
