package import Plan

/// Plain text with named places for what differs from letter to letter, as in `{child}`.
///
/// Paragraphs are separated by empty lines; a line's end inside a paragraph is a space. A brace is always
/// the beginning or the end of a placeholder.
package struct LetterText: Hashable, Sendable {
  package enum Placeholder: String, Hashable, Sendable, CaseIterable {
    /// The child's or young person's name.
    case child
    case authority
    /// The day the copy is made.
    case date
    /// The plan's reference.
    case reference
    /// What a notice compares with, as in “the plan issued on 1 May 2026”.
    case earlier
  }

  enum Piece: Hashable, Sendable {
    case words(String)
    case placeholder(Placeholder)
  }

  /// Nowhere in a plan's life is a covering letter longer.
  package static let byteLimit = 20_000

  let paragraphs: [[Piece]]

  /// Why a text is none, and where.
  package enum Failure: Error, Hashable, Sendable {
    case unknownPlaceholder(String, at: TextPosition)
    case unclosedPlaceholder(at: TextPosition)
    case strayBrace(at: TextPosition)
  }

  package init(_ text: String) throws(Failure) {
    var reader = LetterReader()
    for scalar in text.unicodeScalars { try reader.take(scalar) }
    paragraphs = try reader.finished()
  }

  /// The placeholders it has.
  package var placeholders: Set<Placeholder> {
    Set(
      paragraphs.joined().compactMap { piece in
        if case .placeholder(let name) = piece { name } else { nil }
      })
  }

  /// Its paragraphs for one document.
  func filled(_ value: (Placeholder) -> Inline) -> [[Inline]] {
    paragraphs.map { pieces in
      pieces.map { piece in
        switch piece {
        case .words(let words): .words(VisibleText(words))
        case .placeholder(let name): value(name)
        }
      }
    }
  }
}
