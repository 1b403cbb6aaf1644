/// Everything that was ever written in one text, in document order, deleted words included: who wrote
/// it and who took it out. The answer to "who wrote this?" and "where is that passage now?".
///
/// A view of one moment: what is written later does not change it.
package struct TextHistory: Sendable {
  /// A stretch by one agent with one fate.
  package struct Run: Hashable, Sendable {
    /// The first scalar's event; the others follow it.
    package var first: EventID
    package var text: String
    /// In Unicode scalars.
    package var length: Int
    /// The deletions of this stretch's first scalar; empty while it stands. One agent's deletion of
    /// several scalars has consecutive events, either way.
    package var deletions: [EventID]

    package var isVisible: Bool { deletions.isEmpty }

    /// The events that inserted it.
    package var stretch: EventStretch { EventStretch(first: first, count: UInt64(length)) }

    package init(first: EventID, text: String, length: Int, deletions: [EventID]) {
      self.first = first
      self.text = text
      self.length = length
      self.deletions = deletions
    }
  }

  /// What one agent wrote in one go and still stands together.
  package struct Authorship: Hashable, Sendable {
    /// In the present text, in Unicode scalars.
    package var range: Range<Int>
    /// The first scalar's event; the others follow it.
    package var first: EventID
  }

  /// The document at the moment of the view, held once for all copies of it.
  private final class Moment: Sendable {
    let document: Document
    let text: Document.Text?
    let spine: Spine

    init(document: Document, text: Document.Text?) {
      self.document = document
      self.text = text
      spine = text.map { document.spine(of: $0) } ?? Spine()
    }
  }

  private let moment: Moment

  private var document: Document { moment.document }
  private var spine: Spine { moment.spine }

  init(of text: Document.Text?, in document: Document) {
    var document = document
    // The document needs its walker for its next merge, to itself.
    document.walker = nil
    moment = Moment(document: document, text: text)
  }

  // MARK: One place

  /// Where an anchored scalar stands now: its position in the present text, and whether it is still
  /// there; for one deleted, the position where it was. Nil if it is not of this text. O(log n).
  package func position(of event: EventID) -> (position: Int, isVisible: Bool)? {
    guard let version = moment.document.version(of: event),
      let cursor = moment.spine.cursor(of: version)
    else { return nil }
    let isVisible = moment.spine.entry(cursor.leaf, cursor.slot).isVisible
    return (moment.spine.visiblePosition(cursor), isVisible)
  }

  /// The event that inserted the visible scalar at `position`; nil past the end. O(log n).
  package func event(at position: Int) -> EventID? {
    guard position >= 0, position < moment.spine.visibleLength else { return nil }
    let cursor = moment.spine.cursor(afterVisible: position + 1)
    let entry = moment.spine.entry(cursor.leaf, cursor.slot)
    return moment.document.event(at: Int(entry.first) + cursor.offset - 1)
  }

  /// Who took a scalar out: the deletions of it that did not know of each other, oldest here first;
  /// none while it stands, or where it is not of this text. O(log n).
  package func deletions(of event: EventID) -> [EventID] {
    guard let version = moment.document.version(of: event),
      let cursor = moment.spine.cursor(of: version)
    else { return [] }
    let piece = moment.spine.piece(moment.spine.entry(cursor.leaf, cursor.slot))
    return piece.deletions.map {
      moment.document.event(at: $0.advanced(by: cursor.offset).first)
    }
  }

  // MARK: Many places

  /// Who wrote what stands in a range of the present text, in order; the range is cut to the text.
  ///
  /// - Complexity: O(log n + what lies in the range).
  package func authors(of range: Range<Int>) -> [Authorship] {
    let range = range.clamped(to: 0..<moment.spine.visibleLength)
    if range.isEmpty { return [] }
    var authors: [Authorship] = []
    var position = range.lowerBound
    moment.spine.forEachPiece(from: moment.spine.cursor(afterVisible: position)) { piece in
      guard piece.isVisible else { return true }
      let length = min(piece.length, range.upperBound - position)
      for stretch in cuts(SpinePiece(first: piece.first, length: length)) {
        authors.append(
          Authorship(
            range: position..<position + stretch.length,
            first: moment.document.event(at: stretch.first)))
        position += stretch.length
      }
      return position < range.upperBound
    }
    return authors
  }

  /// Everything, run by run. O(everything ever written), and the history's words are read where some
  /// were deleted.
  package var runs: [Run] { runs(of: pieces) }

  /// What stands, run by run. O(everything ever written), and no deleted word is read.
  package var visibleRuns: [Run] { runs(of: pieces.filter(\.isVisible)) }

  private func runs(of pieces: [SpinePiece]) -> [Run] {
    let utf8 = moment.text.map { document.utf8(of: $0) } ?? []
    var log: OperationLog?
    var offset = 0
    return pieces.map { piece in
      var words: String
      if piece.isVisible {
        let end = utf8.withUnsafeBufferPointer {
          UTF8Scan.offset(in: $0, from: offset, scalars: piece.length)
        }
        words = String(decoding: utf8[offset..<end], as: UTF8.self)
        offset = end
      } else {
        let whole = log ?? document.wholeLog(keeping: true)
        log = whole
        words = whole.insertedText(piece.first..<piece.first + piece.length)
      }
      return Run(
        first: moment.document.event(at: piece.first), text: words, length: piece.length,
        deletions: piece.deletions.map { moment.document.event(at: $0.first) })
    }
  }

  /// The event of a deletion's first scalar.
  func event(of deletion: SpineDeletion) -> EventID {
    moment.document.event(at: deletion.first)
  }

  /// Everything in document order, each piece by one agent and taken out by one agent at a time.
  var pieces: [SpinePiece] {
    var pieces: [SpinePiece] = []
    moment.spine.forEachPiece { piece in
      pieces += cuts(piece)
      return true
    }
    return pieces
  }

  /// A piece cut where another agent's events begin, among those that wrote and those that deleted.
  private func cuts(_ piece: SpinePiece) -> [SpinePiece] {
    var cuts: [SpinePiece] = []
    var rest = piece
    while rest.length > 0 {
      let graph = moment.document.graph
      var length = min(rest.length, graph.spanEnd(containing: rest.first) - rest.first)
      for deletion in rest.deletions {
        let reach =
          deletion.isBackward
          ? deletion.first - graph.spanStart(containing: deletion.first) + 1
          : graph.spanEnd(containing: deletion.first) - deletion.first
        length = min(length, reach)
      }
      // One direction for all: callers count from a run's first deletions.
      if Set(rest.deletions.map(\.isBackward)).count > 1 { length = 1 }
      var cut = rest
      cut.length = length
      cuts.append(cut)
      rest = rest.advanced(by: length)
    }
    return cuts
  }

  /// The first `length` scalars of a piece as a stretch of a comparison; of the piece's deletions those
  /// that made the change.
  func stretch(
    _ piece: SpinePiece, length: Int, change: TextComparison.Change, deletions: [SpineDeletion],
    _ log: OperationLog
  ) -> TextComparison.Stretch {
    TextComparison.Stretch(
      change: change, text: log.insertedText(piece.first..<piece.first + length),
      length: length, first: moment.document.event(at: piece.first),
      deletions: deletions.map {
        TextDeletion(
          first: moment.document.event(at: $0.first), isBackward: $0.isBackward && length > 1)
      })
  }
}

extension Document {
  /// The whole history of the text at an address.
  ///
  /// - Complexity: O(log n) once the document's history was asked for; then what came since is taken
  ///   in. The first time all of it is.
  package func textHistory(at address: ObjectAddress) -> TextHistory {
    TextHistory(of: find(address, .text).map { Text(object: $0) }, in: self)
  }

  func spine(of text: Text) -> Spine {
    historyCache.spines(of: self).spines[objects.slots[text.object]]
  }

  /// Whether `earlier` is `later` or was seen by whoever made `later`. False if either is not held.
  package func happened(_ earlier: EventID, before later: EventID) -> Bool {
    guard let one = version(of: earlier), let other = version(of: later) else {
      return false
    }
    return graph.isAncestor(one, orEqual: other)
  }

  /// Whether any two events were made without knowledge of each other. O(1).
  package var hasConcurrency: Bool {
    graph.count > 0 && !(graph.critical.count == 1 && graph.critical[0].count == graph.count)
  }
}

extension OperationLog {
  /// What the events `versions`, all insertions, inserted.
  func insertedText(_ versions: Range<Int>) -> String {
    var utf8: [UInt8] = []
    appendText(versions, to: &utf8)
    return String(decoding: utf8, as: UTF8.self)
  }

  /// Appends what the events `versions`, all insertions, inserted.
  func appendText(_ versions: Range<Int>, to utf8: inout [UInt8]) {
    var version = versions.lowerBound
    var index = runIndex(of: version)
    while version < versions.upperBound {
      let run = clipped(index, to: version..<versions.upperBound)
      utf8 += content[run.payload..<contentOffset(from: run.payload, scalars: run.length)]
      version += run.length
      index += 1
    }
  }
}
