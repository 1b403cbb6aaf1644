import Synchronization

/// What was read of a document's history, kept for the next who asks. Copies of a document share it
/// until one of them changes.
///
/// The locks only guard what is remembered: an answer is the same whoever asks first.
final class HistoryCache: Sendable {
  private let spines: Mutex<SpineSet?>
  private let log: Mutex<OperationLog?>

  init() {
    spines = Mutex(nil)
    log = Mutex(nil)
  }

  private init(spines: SpineSet?, log: OperationLog?) {
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
      var spines = remembered ?? SpineSet()
      remembered = nil
      spines.extend(to: document)
      remembered = spines
      return spines
    }
  }

  /// The history that is packed, read once.
  func log(_ read: () -> OperationLog) -> OperationLog {
    log.withLock { remembered in
      if let remembered { return remembered }
      let log = read()
      remembered = log
      return log
    }
  }
}
