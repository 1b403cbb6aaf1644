/// A phrase that leaves open how much, how often, by whom or whether at all.
package struct VagueWord: Hashable, Sendable {
  /// Lower case, single spaces, no hyphens.
  package let phrase: String
  /// What it stands in for: it does no harm where the item says that exactly.
  package let standsFor: Set<SpecificationElement>
  /// Whether it deserves a second look even in an item that is exact.
  package let alwaysDoubtful: Bool

  init(_ phrase: String, _ standsFor: Set<SpecificationElement>, alwaysDoubtful: Bool = false) {
    self.phrase = phrase
    self.standsFor = standsFor
    self.alwaysDoubtful = alwaysDoubtful
  }
}
