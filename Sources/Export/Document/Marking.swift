/// How words are set apart, where their look says what became of them or whose they are.
///
/// A look is never all there is: every format also says it in characters, for a reader who hears the
/// document or copies it as plain text.
struct Marking: Hashable, Sendable {
  enum Look: Hashable, Sendable {
    case plain
    case underlined
    case bold
    case italic
  }

  var look: Look
  /// Struck through: words that are taken out, or that somebody asks to take out.
  var isStruck: Bool
  /// Said before the words to a reader who does not see them, as in `Added by the parent`.
  var spoken: VisibleText

  init(_ look: Look, isStruck: Bool = false, spoken: VisibleText) {
    self.look = look
    self.isStruck = isStruck
    self.spoken = spoken
  }
}
