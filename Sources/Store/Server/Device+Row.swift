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
