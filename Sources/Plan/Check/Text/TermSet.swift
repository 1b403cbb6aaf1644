/// A set of terms: an open-addressed table, for "is it one of these" is what a check asks most.
///
/// `Set` would draw a keyed hash of each word anew for each question. The hash of a term has no key:
/// this is for words that the rules and the packs list, and for names. Words gathered from a whole
/// plan go into a `Set`, lest somebody write many that collide.
struct TermSet: Sendable {
  /// A power of two, at most half of them taken; `Term.none` is free.
  private var slots: [Term]
  private(set) var count = 0

  init(_ terms: some Sequence<Term> = []) {
    slots = Array(repeating: .none, count: 8)
    for term in terms { insert(term) }
  }

  /// The words of a list written as prose, with spaces and line ends between them.
  init(words: String) {
    self.init(words.split { $0 == " " || $0 == "\n" }.map { Term($0) })
  }

  func contains(_ term: Term) -> Bool { slot(of: term) != nil }

  /// Where the term is kept, below `slotCount`; nil where it is none of these. The empty term never is.
  @inline(__always)
  func slot(of term: Term) -> Int? {
    var slot = Self.home(of: term, among: slots.count)
    while true {
      let held = slots[slot]
      if held == .none { return nil }
      if held == term { return slot }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
  }

  var isEmpty: Bool { count == 0 }

  var slotCount: Int { slots.count }

  mutating func insert(_ term: Term) {
    if term == .none || contains(term) { return }
    if 2 * (count + 1) > slots.count { grow() }
    place(term)
    count += 1
  }

  mutating func formUnion(_ terms: some Sequence<Term>) {
    for term in terms { insert(term) }
  }

  func union(_ other: TermSet) -> TermSet {
    var union = self
    union.formUnion(other.slots)
    return union
  }

  private mutating func grow() {
    let terms = slots
    slots = Array(repeating: .none, count: 2 * terms.count)
    for term in terms where term != .none { place(term) }
  }

  private mutating func place(_ term: Term) {
    var slot = Self.home(of: term, among: slots.count)
    while slots[slot] != .none { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = term
  }

  @inline(__always)
  private static func home(of term: Term, among count: Int) -> Int {
    Int(truncatingIfNeeded: term.hash) & (count &- 1)
  }
}

extension TermSet: ExpressibleByArrayLiteral {
  init(arrayLiteral terms: Term...) { self.init(terms) }
}
