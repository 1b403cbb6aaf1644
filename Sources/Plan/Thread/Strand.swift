/// What a list of records is in the golden thread: what the child needs, what is to change, what is
/// done for it.
package enum Strand: String, Hashable, Sendable, CaseIterable {
  case need
  case outcome
  case provision
}
