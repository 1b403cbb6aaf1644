extension Connection {
  func invitation(handle: String) throws(StoreError) -> Invitation? {
    try first(
      """
      SELECT code_hash, account, expires, attempts, device FROM invitation WHERE handle = ?1
      """, .text(handle)
    ) {
      Invitation(
        handle: handle, hash: $0.blob(0), account: AccountIdentifier($0.text(1)),
        expires: UnixTime(milliseconds: $0.integer(2)), attempts: Int($0.integer(3)),
        device: $0.optionalText(4).map { DeviceIdentifier($0) })
    }
  }

  /// Gives the device that spent an invitation a new token, if it proves to be the same by its key.
  func renewToken(
    of device: DeviceIdentifier, publicKey: [UInt8], token: AccessToken
  ) throws(StoreError) -> DeviceIdentifier? {
    let renewed = try run(
      """
      UPDATE device SET token_hash = ?3 WHERE id = ?1 AND public_key = ?2 AND revoked IS NULL
      """, device.value, .blob(publicKey), .blob(token.hash))
    return renewed > 0 ? device : nil
  }

  /// Adds the device the invitation is spent on.
  func addDevice(
    of invitation: Invitation, label: String, publicKey: [UInt8], token: AccessToken, now: UnixTime
  ) throws(StoreError) -> DeviceIdentifier {
    let device = DeviceIdentifier.random()
    try run(
      """
      INSERT INTO device (id, account, label, token_hash, public_key, created, last_seen)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
      """,
      device.value, invitation.account.value, .text(label), .blob(token.hash), .blob(publicKey),
      .integer(now.milliseconds))
    try run(
      "UPDATE invitation SET spent = ?2, device = ?3 WHERE handle = ?1", .text(invitation.handle),
      .integer(now.milliseconds), device.value)
    return device
  }
}
