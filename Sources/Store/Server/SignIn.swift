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
