/// The name of a stored thing: random text that says nothing about it. `Subject` keeps the names of
/// plans, accounts and devices apart.
package struct Identifier<Subject>: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ text: String) { description = text }

  package static func < (left: Identifier, right: Identifier) -> Bool {
    left.description < right.description
  }

  /// A new identifier: 128 random bits, as 32 hexadecimal digits.
  package static func random() -> Identifier {
    Identifier(Cryptography.hexadecimal(Cryptography.randomBytes(16)))
  }

  var value: DatabaseValue { .text(description) }
}
