import CRDT
import Plan
import Store

/// What the store holds of a part, read and not opened yet. Reading takes the database; opening takes
/// nothing but this, so that several parts can be opened at once.
struct StoredPart: Sendable {
  /// A part as it stands.
  struct Opened: Sendable {
    var part: PartDocument
    /// How many batches had to be replayed since the snapshot; zero where one could not be.
    var replayed: Int
  }

  let id: PartID
  let template: PartTemplate
  /// The state that the first batches of the log make, where it was saved.
  let snapshot: Snapshot?
  /// The log, from the snapshot on.
  let batches: [LoggedBatch]

  /// Work whose past is missing is passed over, and stays in the log: it was made upon work that was
  /// refused, and the next sync moves it to the tray.
  ///
  /// - Returns: nil where the snapshot is none, and the whole log must be read.
  func open() throws(ClientError) -> Opened? {
    var document = Document()
    if let snapshot {
      guard let saved = try? Document(trusting: snapshot.content) else { return nil }
      document = saved
    }
    var isWhole = true
    for entry in batches {
      do { try document.receive(entry.batch) } catch {
        switch error {
        case .missingParents, .gap, .unknownRecord: isWhole = false
        default: throw .unreadable(id, error)
        }
      }
    }
    return Opened(
      part: PartDocument(id: id, template: template, document: document),
      replayed: isWhole ? batches.count : 0)
  }
}
