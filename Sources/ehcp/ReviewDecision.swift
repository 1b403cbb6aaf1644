/// What a person says of something two people changed at once.
enum ReviewDecision: Hashable, Sendable {
  case skip
  /// What stands there may stay.
  case keep
  /// One side's words, by their index.
  case pick(Int)
  case write(String)
  /// Something is said about it; it stays open.
  case comment(String)

  /// Whether nothing is left to decide.
  var settles: Bool {
    switch self {
    case .keep, .pick, .write: true
    case .skip, .comment: false
    }
  }
}
