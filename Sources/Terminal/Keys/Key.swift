/// What a person at a terminal does with one stroke.
package enum Key: Hashable, Sendable {
  /// What a stroke writes: one grapheme cluster, or the part of one that a terminal sends by itself.
  case text(String)
  /// What was pasted, as a whole; line ends are line feeds.
  case paste(String)
  case enter, tab, backTab, escape, backspace, delete
  case up, down, left, right, home, end, pageUp, pageDown
  case wordLeft, wordRight
  /// A letter with the control key, in lower case.
  case control(Character)
  /// A letter with the alt key.
  case alt(Character)
}
