/// Who shows a token.
package struct Session: Hashable, Sendable {
  package let account: Account
  package let device: Device

  package init(account: Account, device: Device) {
    self.account = account
    self.device = device
  }

  /// As whom the session's batches are stored.
  package var sender: Sender { Sender(account: account.id, device: device.id) }
}
