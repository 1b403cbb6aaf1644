/// One value that a `choice` may take.
package struct ChoiceOption: Hashable, Sendable {
  package var key: String
  /// As printed: "Communication and interaction".
  package var title: String

  package init(key: String, title: String) {
    self.key = key
    self.title = title
  }
}
