import CRDT

/// The salts of a batch's chunks as the leaves of a binary tree, each node's seed made from its
/// parent's. Whoever has a seed has all salts below it and none other; so a salt can be forgotten by
/// keeping the seeds beside the way to it (Goldreich, Goldwasser, Micali, *How to Construct Random
/// Functions*, 1986).
struct SaltTree {
  private let chunks: Int
  private let leaves: Int
  private let cover: [ContentSeed]

  /// - Parameter cover: the seeds of the largest subtrees without a forgotten leaf, in order; the
  ///   root's where none is forgotten.
  init(chunks: Int, cover: [ContentSeed]) {
    self.chunks = chunks
    self.cover = cover
    var leaves = 1
    while leaves < chunks { leaves *= 2 }
    self.leaves = leaves
  }

  /// The salt of each chunk; nil of those forgotten. O(chunks) hashes.
  func salts(without forgotten: Set<Int>) -> [ContentSeed?] {
    var salts = [ContentSeed?](repeating: nil, count: chunks)
    var walk = Walk(cover: cover, forgotten: forgotten.sorted(), punctured: [])
    walk.visit(0..<leaves, nil, chunks: chunks) { leaf, seed in salts[leaf] = seed }
    return salts
  }

  /// The seeds that are left when more leaves are forgotten.
  func cover(without forgotten: Set<Int>, puncturedAt all: Set<Int>) -> [ContentSeed] {
    var walk = Walk(cover: cover, forgotten: forgotten.sorted(), punctured: all.sorted())
    var seeds: [ContentSeed] = []
    walk.puncture(0..<leaves, nil, chunks: chunks) { seeds.append($0) }
    return seeds
  }

  /// Goes down the tree from the left, taking seeds of the cover where they stand.
  private struct Walk {
    let cover: [ContentSeed]
    /// Leaves whose way is not covered, ascending.
    let forgotten: [Int]
    /// Leaves to be forgotten, those among them, ascending.
    let punctured: [Int]
    var next = 0

    init(cover: [ContentSeed], forgotten: [Int], punctured: [Int]) {
      self.cover = cover
      self.forgotten = forgotten
      self.punctured = punctured
    }

    /// The seed of the subtree: from above, or the cover's next where nothing in it is forgotten.
    private mutating func seed(_ leaves: Range<Int>, _ seed: ContentSeed?) -> ContentSeed? {
      if seed != nil || Self.holds(forgotten, leaves) { return seed }
      guard next < cover.count else { return nil }
      defer { next += 1 }
      return cover[next]
    }

    mutating func visit(
      _ leaves: Range<Int>, _ above: ContentSeed?, chunks: Int, _ body: (Int, ContentSeed) -> Void
    ) {
      if leaves.lowerBound >= chunks { return }
      let seed = seed(leaves, above)
      if leaves.count == 1 {
        if let seed { body(leaves.lowerBound, seed) }
        return
      }
      let middle = leaves.lowerBound + leaves.count / 2
      visit(leaves.lowerBound..<middle, seed?.derived(below: 0), chunks: chunks, body)
      visit(middle..<leaves.upperBound, seed?.derived(below: 1), chunks: chunks, body)
    }

    mutating func puncture(
      _ leaves: Range<Int>, _ above: ContentSeed?, chunks: Int, _ body: (ContentSeed) -> Void
    ) {
      if leaves.lowerBound >= chunks { return }
      let seed = seed(leaves, above)
      if !Self.holds(punctured, leaves) {
        if let seed { body(seed) }
        return
      }
      if leaves.count == 1 { return }
      let middle = leaves.lowerBound + leaves.count / 2
      puncture(leaves.lowerBound..<middle, seed?.derived(below: 0), chunks: chunks, body)
      puncture(middle..<leaves.upperBound, seed?.derived(below: 1), chunks: chunks, body)
    }

    /// Whether any of the ascending numbers is in the range. O(log numbers).
    private static func holds(_ numbers: [Int], _ range: Range<Int>) -> Bool {
      var low = 0
      var high = numbers.count
      while low < high {
        let middle = (low + high) / 2
        if numbers[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
      }
      return low < numbers.count && numbers[low] < range.upperBound
    }
  }
}
