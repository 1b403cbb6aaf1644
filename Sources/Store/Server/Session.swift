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

/// What a device gets for its code.
package struct SignIn: Hashable, Sendable {
  package let device: DeviceIdentifier
  /// To be shown once, to the device; it cannot be read again.
  package let token: AccessToken

  package init(device: DeviceIdentifier, token: AccessToken) {
    self.device = device
    self.token = token
  }
}

extension Device {
  init(row: borrowing Statement) {
    self.init(
      id: DeviceIdentifier(row.text(0)), account: AccountIdentifier(row.text(1)),
      label: row.text(2), publicKey: row.blob(3),
      created: UnixTime(milliseconds: row.integer(4)),
      lastSeen: UnixTime(milliseconds: row.integer(5)),
      revoked: row.optionalInteger(6).map { UnixTime(milliseconds: $0) })
  }
}
