/// What one text said in two versions of a document, scalar by scalar, with who made the difference.
///
/// It comes from the history itself, not from comparing the two texts: a word that was taken out and
/// written again the same is a change, and every change has its author.
///
/// Laws: the stretches that are not `inserted` read as the text of the earlier version, those that are
/// not `deleted` as the text of the later one.
package struct TextComparison: Hashable, Sendable {
  package enum Change: Hashable, Sendable {
    /// In both versions.
    case kept
    /// Only in the later.
    case inserted
    /// Only in the earlier.
    case deleted
  }

  /// A stretch that one agent wrote in one go and that had one fate.
  package struct Stretch: Hashable, Sendable {
    package var change: Change
    package var text: String
    /// In Unicode scalars.
    package var length: Int
    /// Who wrote it: the event that inserted the first scalar. The events of the others follow.
    package var first: EventID
    /// Who took it out, for a deleted stretch: what only the later version holds. More than one where
    /// several people deleted it at the same time. None where the later version never knew the
    /// stretch, being on another branch of history.
    package var deletions: [TextDeletion]

    /// The part of the stretch that begins `offset` scalars in.
    func part(_ text: String, at offset: Int, length: Int) -> Stretch {
      Stretch(
        change: change, text: text, length: length, first: first.advanced(by: offset),
        deletions: deletions.map { $0.advanced(by: offset) })
    }
  }

  /// In document order.
  package var stretches: [Stretch]

  package init(stretches: [Stretch]) { self.stretches = stretches }

  /// The text of the earlier version.
  package var before: String { text(without: .inserted) }

  /// The text of the later version.
  package var after: String { text(without: .deleted) }

  package var isEmpty: Bool { stretches.allSatisfy { $0.change == .kept } }

  private func text(without change: Change) -> String {
    stretches.lazy.filter { $0.change != change }.map(\.text).joined()
  }
}
