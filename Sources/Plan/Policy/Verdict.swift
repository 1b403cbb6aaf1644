/// Whether an operation may enter a part.
package enum Verdict: Hashable, Sendable {
  case allowed
  case refused(PolicyRefusal)
}
