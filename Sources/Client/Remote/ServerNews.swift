/// The kinds of events of a plan's live stream.
package enum ServerNews: String, Hashable, Sendable {
  /// Somebody wrote.
  case change
  /// Somebody came, left, or may do other things now.
  case people
}
