/// The marks by which a passage is known again: hashes of every eight words that follow each other.
///
/// The child's name and pronouns are one word here, for they are what a copy changes (Broder, *On the
/// resemblance and containment of documents*, 1997). A mark cannot be read back.
enum Shingles {
  /// Words in a shingle.
  private static let length = 8
  /// Passages with fewer words than this are alike by chance.
  private static let shortest = 15

  /// The words that may stand for the child.
  static func child(named names: TermSet) -> TermSet { pronouns.union(names) }

  /// One for each place where eight words follow each other, so that what comes twice is marked
  /// twice; none for a passage too short to compare. O(words).
  /// - Parameter child: the words that stand for the child.
  static func marks(of text: ScannedText, child: TermSet) -> [UInt64] {
    var hashes: [UInt64] = []
    hashes.reserveCapacity(text.words.count)
    for word in text.words where word.kind != .mark && word.term != "'s" {
      hashes.append(child.contains(word.term) ? 1 : word.term.hash)
    }
    guard hashes.count >= shortest else { return [] }
    // No rolling hash: from two of its marks that follow each other words could be guessed.
    return (length...hashes.count).map { end in
      var mark = basis
      for index in end - length..<end { mark = (mark ^ hashes[index]) &* prime }
      return mark
    }
  }

  /// Whether so many marks shared make two passages nearly the same: four in five.
  static func isNearly(_ shared: Int, of count: Int) -> Bool {
    count > 0 && shared * 5 >= count * 4
  }

  private static let pronouns: TermSet = [
    "he", "she", "they", "him", "her", "them", "his", "hers", "their", "theirs", "himself",
    "herself", "themselves",
  ]

  // Fowler, Noll and Vo's hash 1a, 64 bits, with a word's hash in the place of a byte.
  private static let basis: UInt64 = 0xcbf2_9ce4_8422_2325
  private static let prime: UInt64 = 0x100_0000_01b3
}
