/// A person who may sign in.
package struct Account: Hashable, Sendable {
  package let id: AccountIdentifier
  package let name: String
  /// Where a code can be sent.
  package let email: String?

  package init(id: AccountIdentifier, name: String, email: String?) {
    self.id = id
    self.name = name
    self.email = email
  }
}

/// The name of an account.
package typealias AccountIdentifier = Identifier<Account>
