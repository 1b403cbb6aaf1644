/// An invitation as it is stored: what stands for its code, but not the code.
struct Invitation: Hashable, Sendable {
  let handle: String
  let hash: [UInt8]
  let account: AccountIdentifier
  let expires: UnixTime
  var attempts = 0
  /// The device it was spent on.
  var device: DeviceIdentifier?
}
