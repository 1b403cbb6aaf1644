import Synchronization

/// What was read of a document's history, kept for the next who asks. Copies of a document share it
/// until one of them changes.
///
/// The locks only guard what is remembered: an answer is the same whoever asks first.
final class HistoryCache: Sendable {
  /// What is known of the spines.
  private enum Spines {
    case nothing
    case packed(PackedSpines)
    case ready(SpineSet)

    var set: SpineSet {
      switch self {
      case .nothing: SpineSet()
      case .packed(let packed): packed.unpacked() ?? SpineSet()
      case .ready(let set): set
      }
    }
  }

  private let spines: Mutex<Spines>
  private let log: Mutex<OperationLog?>

  init(_ packed: PackedSpines? = nil) {
    spines = Mutex(packed.map { .packed($0) } ?? .nothing)
    log = Mutex(nil)
  }

  private init(spines: Spines, log: OperationLog?) {
    self.spines = Mutex(spines)
    self.log = Mutex(log)
  }

  /// What is remembered, for a document that goes its own way from here.
  func copy() -> HistoryCache {
    HistoryCache(spines: spines.withLock { $0 }, log: log.withLock { $0 })
  }

  /// The spines of the document whose cache this is.
  func spines(of document: Document) -> SpineSet {
    spines.withLock { remembered in
      var set = remembered.set
      remembered = .nothing
      set.extend(to: document)
      remembered = .ready(set)
      return set
    }
  }

  /// All of history: what is packed, as it was read before, or as `read` gives it, and what came since.
  ///
  /// - Parameters:
  ///   - newer: the document's own operations, which begin where the packed ones end.
  ///   - keeping: whether to remember it: who asks history asks more than once, while saving and sending
  ///     do not.
  func log(
    endingWith newer: OperationLog, keeping: Bool, _ read: () -> OperationLog
  ) -> OperationLog {
    log.withLock { remembered in
      var whole = remembered ?? read()
      // Only what is new since the last question is appended, in place.
      if keeping { remembered = nil }
      whole.append(newer, from: whole.count)
      if keeping { remembered = whole }
      return whole
    }
  }

  /// Forgets what was read of the packed history: the document has it itself now.
  func forgetLog() { log.withLock { $0 = nil } }
}
