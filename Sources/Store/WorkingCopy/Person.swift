/// Someone who takes part in a plan, to put a name to a change.
package struct Person: Hashable, Sendable {
  package let account: AccountIdentifier
  package let name: String
  package let role: String

  package init(account: AccountIdentifier, name: String, role: String) {
    self.account = account
    self.name = name
    self.role = role
  }
}
