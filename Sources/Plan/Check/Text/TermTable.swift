/// A value for each of a set of terms.
struct TermTable<Value: Sendable>: Sendable {
  private let terms: TermSet
  /// By the slots of `terms`.
  private let values: [Value?]

  /// Each term once.
  init(_ entries: [(Term, Value)]) {
    let terms = TermSet(entries.map(\.0))
    var values: [Value?] = Array(repeating: nil, count: terms.slotCount)
    for (term, value) in entries {
      if let slot = terms.slot(of: term) { values[slot] = value }
    }
    self.terms = terms
    self.values = values
  }

  subscript(term: Term) -> Value? { terms.slot(of: term).flatMap { values[$0] } }
}

extension TermTable: ExpressibleByDictionaryLiteral {
  init(dictionaryLiteral entries: (Term, Value)...) { self.init(entries) }
}
