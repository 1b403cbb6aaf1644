/// The name of a place in an exported document: ASCII letters, digits and hyphens, unique in it.
struct Anchor: Hashable, Sendable {
  let name: String
}
