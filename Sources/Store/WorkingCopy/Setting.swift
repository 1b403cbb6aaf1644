/// What a working copy remembers besides plans. No secrets.
package enum Setting: String, Hashable, Sendable, CaseIterable {
  /// The plan that commands speak of when they name none.
  case currentPlan = "current-plan"
  /// The server's address.
  case server
  /// The server's epoch, a decimal number: it changes when the server is restored from a backup.
  case epoch
  /// What the mark beside the database was when this database last took it in hand.
  case hand
  case account
  case accountName = "account-name"
  case device
  case deviceLabel = "device-label"
  /// Where the server's audit log ended when this device last looked, and in which epoch: three words.
  case auditHead = "audit-head"
  /// When the person last looked at what is new: a JSON object of milliseconds by plan.
  case looked
}
