/// The marks by which a passage is known again: hashes of every eight words that follow each other.
///
/// The child's name and pronouns are one word here, for they are what a copy changes (Broder, *On the
/// resemblance and containment of documents*, 1997). A mark cannot be read back.
enum Shingles {
  /// Words in a shingle.
  private static let length = 8
  /// Passages with fewer words than this are alike by chance.
  private static let shortest = 15

  /// Empty for a passage too short to compare. O(words).
  static func marks(of text: ScannedText, names: Set<String>) -> Set<UInt64> {
    var hashes: [UInt64] = []
    for index in text.words.indices where text.words[index].kind != .mark {
      let word = text.words[index].text
      if word == "'s" { continue }
      let isChild = names.contains(word) || pronouns.contains(word)
      hashes.append(isChild ? 1 : hash(word))
    }
    guard hashes.count >= shortest else { return [] }
    var marks = Set<UInt64>(minimumCapacity: hashes.count)
    for start in 0...(hashes.count - length) {
      marks.insert(hashes[start..<start + length].reduce(basis) { ($0 ^ $1) &* prime })
    }
    return marks
  }

  /// Whether so many marks shared make two passages nearly the same: four in five.
  static func isNearly(_ shared: Int, of count: Int) -> Bool {
    count > 0 && shared * 5 >= count * 4
  }

  private static let pronouns: Set<String> = [
    "he", "she", "they", "him", "her", "them", "his", "hers", "their", "theirs", "himself",
    "herself", "themselves",
  ]

  // Fowler, Noll and Vo's hash 1a, 64 bits.
  private static let basis: UInt64 = 0xcbf2_9ce4_8422_2325
  private static let prime: UInt64 = 0x100_0000_01b3

  private static func hash(_ word: String) -> UInt64 {
    word.utf8.reduce(basis) { ($0 ^ UInt64($1)) &* prime }
  }
}
