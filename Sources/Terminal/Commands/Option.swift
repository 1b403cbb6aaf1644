/// A value a command is given by name.
package struct Option: Sendable {
  package enum Kind: Hashable, Sendable {
    case flag
    /// Any text; the placeholder is what help shows.
    case value(String)
    case choice([String])
  }

  /// Without the dashes: `from`.
  package var name: String
  package var short: Character?
  package var kind: Kind
  package var help: String
  /// May be given more than once.
  package var repeats: Bool
  package var isHidden: Bool

  package init(
    _ name: String, short: Character? = nil, _ kind: Kind, _ help: String,
    repeats: Bool = false, isHidden: Bool = false
  ) {
    self.name = name
    self.short = short
    self.kind = kind
    self.help = help
    self.repeats = repeats
    self.isHidden = isHidden
  }

  /// As help shows it: `-m, --message TEXT`.
  package var synopsis: String {
    let long =
      switch kind {
      case .flag: "--\(name)"
      case .value(let placeholder): "--\(name) \(placeholder)"
      case .choice(let choices): "--\(name) \(choices.joined(separator: "|"))"
      }
    return short.map { "-\($0), \(long)" } ?? long
  }
}
