/// A person who may sign in.
package struct Account: Hashable, Sendable {
  package let id: AccountIdentifier
  package let name: String
  /// Where a code can be sent.
  package let email: String?
  /// What the person is at the authority, as an administrator said; nil for people who were invited
  /// to a plan. The store does not read it.
  package let office: String?

  package init(id: AccountIdentifier, name: String, email: String?, office: String? = nil) {
    self.id = id
    self.name = name
    self.email = email
    self.office = office
  }
}

/// The name of an account.
package typealias AccountIdentifier = Identifier<Account>
