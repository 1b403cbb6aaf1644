/// Whose document it is, at its head: an authority's name, contact and logo.
struct Letterhead: Hashable, Sendable {
  var name: VisibleText
  var contact: [VisibleText]
  var logo: Look.Logo?

  var isEmpty: Bool { name.isEmpty && contact.isEmpty && logo == nil }
}
