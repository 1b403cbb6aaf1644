/// A value a command is given by its place.
package struct Argument: Sendable {
  package enum Count: Sendable { case one, optional, many, any }

  /// As help shows it: `ADDRESS`.
  package var name: String
  package var help: String
  /// `many` is one or more, `any` none or more; both must come last.
  package var count: Count

  package init(_ name: String, _ help: String, count: Count = .one) {
    self.name = name
    self.help = help
    self.count = count
  }
}
