/// The signed-in person and device a batch comes from.
package struct Sender: Hashable, Sendable {
  package let account: AccountIdentifier
  package let device: DeviceIdentifier

  package init(account: AccountIdentifier, device: DeviceIdentifier) {
    self.account = account
    self.device = device
  }
}
