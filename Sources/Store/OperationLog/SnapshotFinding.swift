/// What stands where a part's snapshot is kept.
enum SnapshotFinding: Hashable, Sendable {
  case absent
  case intact(Snapshot)
  /// To be dropped: the log holds all it held.
  case damaged
}
