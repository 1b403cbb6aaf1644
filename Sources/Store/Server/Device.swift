/// One of an account's devices: it holds a token to sign in and a key to sign batches.
package struct Device: Hashable, Sendable {
  package let id: DeviceIdentifier
  package let account: AccountIdentifier
  /// What its owner calls it: `priya-laptop`.
  package let label: String
  /// Ed25519, 32 bytes.
  package let publicKey: [UInt8]
  package let created: UnixTime
  package let lastSeen: UnixTime
  package let revoked: UnixTime?

  package init(
    id: DeviceIdentifier, account: AccountIdentifier, label: String, publicKey: [UInt8],
    created: UnixTime, lastSeen: UnixTime, revoked: UnixTime?
  ) {
    self.id = id
    self.account = account
    self.label = label
    self.publicKey = publicKey
    self.created = created
    self.lastSeen = lastSeen
    self.revoked = revoked
  }
}

/// The name of a device.
package typealias DeviceIdentifier = Identifier<Device>
