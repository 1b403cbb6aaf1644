/// How much a Tribunal has before it.
package struct ProposalCount: Hashable, Sendable {
  /// Changes by one hand at one place, those still only suggested included.
  package var proposals = 0
  /// Those of one side that the other accepted.
  package var agreed = 0
}
