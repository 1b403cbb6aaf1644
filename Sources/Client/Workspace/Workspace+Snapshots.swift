import CRDT
import Plan
import Store

/// The state of parts, saved so that opening them need not replay their logs.
extension Workspace {
  /// So many batches are replayed each time before a snapshot is worth its writing.
  private static let batchesBeforeSnapshot = 32
  /// So many, and the command that has just replayed them writes the snapshot, though it only reads.
  static let batchesBeforeLateSnapshot = 256

  /// Saves the state of the parts of every plan where opening them has become work.
  package func saveSnapshots() throws(ClientError) {
    for plan in try plans() { try saveSnapshots(of: self.plan(plan.reference)) }
  }

  /// Saves the state of the plan's parts where opening them has become work.
  func saveSnapshots(of plan: OpenPlan) throws(ClientError) {
    for id in plan.parts {
      let address = plan.address(id)
      let document = try part(id, of: plan).document
      guard replayed[address] ?? 0 >= Self.batchesBeforeSnapshot else { continue }
      try saveSnapshot(document, of: address)
    }
  }

  /// - Parameter document: with all of the part's log in it.
  func saveSnapshot(
    _ document: Document, of address: PartAddress
  ) throws(ClientError) {
    do {
      let snapshot = Snapshot(
        cursor: try store.lastCursor(of: address),
        content: document.saved(.quick, withSpines: true))
      try store.saveSnapshot(snapshot, of: address)
    } catch { throw ClientError(error) }
    replayed[address] = 0
  }
}
