import Plan

/// Reads a letter's text scalar by scalar.
struct LetterReader {
  private var paragraphs: [[LetterText.Piece]] = []
  private var pieces: [LetterText.Piece] = []
  private var words = ""
  /// The name begun, and where its brace stands; nil outside of placeholders.
  private var name: String?
  private var opening = TextPosition(line: 1, column: 1)
  private var position = TextPosition(line: 1, column: 1)
  private var isLineEmpty = true
  /// Whether a line's end or a space waits for the word that follows it.
  private var isSpaceDue = false

  mutating func take(_ scalar: Unicode.Scalar) throws(LetterText.Failure) {
    if let name {
      try take(scalar, into: name)
    } else {
      switch scalar {
      case "{":
        writeSpace()
        name = ""
        opening = position
      case "}": throw .strayBrace(at: position)
      case "\n":
        if isLineEmpty { endParagraph() }
        isSpaceDue = true
      case "\r", " ", "\t": isSpaceDue = true
      default:
        writeSpace()
        words.unicodeScalars.append(scalar)
      }
    }
    move(over: scalar)
  }

  private mutating func take(
    _ scalar: Unicode.Scalar, into begun: String
  ) throws(LetterText.Failure) {
    switch scalar {
    case "{", "\n": throw .unclosedPlaceholder(at: opening)
    case "}":
      guard let placeholder = LetterText.Placeholder(rawValue: begun) else {
        throw .unknownPlaceholder(begun, at: opening)
      }
      endWords()
      pieces.append(.placeholder(placeholder))
      name = nil
    default: name?.unicodeScalars.append(scalar)
    }
  }

  private mutating func move(over scalar: Unicode.Scalar) {
    if scalar == "\n" {
      position = TextPosition(line: position.line + 1, column: 1)
      isLineEmpty = true
    } else {
      position.column += 1
      if !scalar.properties.isWhitespace { isLineEmpty = false }
    }
  }

  mutating func finished() throws(LetterText.Failure) -> [[LetterText.Piece]] {
    if name != nil { throw .unclosedPlaceholder(at: opening) }
    endParagraph()
    return paragraphs
  }

  private mutating func writeSpace() {
    if isSpaceDue, !words.isEmpty || !pieces.isEmpty { words += " " }
    isSpaceDue = false
  }

  private mutating func endWords() {
    if !words.isEmpty { pieces.append(.words(words)) }
    words = ""
  }

  private mutating func endParagraph() {
    endWords()
    if !pieces.isEmpty { paragraphs.append(pieces) }
    pieces = []
  }
}
