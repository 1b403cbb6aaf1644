/// One change to the present state of a text or list, at positions as they are when it is applied in
/// order.
struct Patch: Hashable, Sendable {
  enum Kind: UInt8, Sendable {
    case insert
    case delete
    case slot
  }

  var kind: Kind
  var object: Int
  var position: Int
  var length: Int
  /// `insert`: where its bytes start in the log's content. `slot`: the slot's local version.
  var payload: Int
}

/// Why events cannot be merged: they contradict the history they name.
enum MergeError: Error {
  /// An operation's position lies outside the object at the version it was made upon.
  case positionOutOfRange
}
