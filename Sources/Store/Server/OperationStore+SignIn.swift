extension OperationStore {
  /// Makes a code with which the account can sign in on one device.
  ///
  /// - Parameter lifetime: in seconds; ten minutes, or longer for a code that is posted.
  package nonisolated func invite(
    _ account: AccountIdentifier, lifetime: Int64 = StoreLimits.invitationSeconds, now: UnixTime
  ) async throws(StoreError) -> InvitationCode {
    guard (1...StoreLimits.longestInvitationSeconds).contains(lifetime) else {
      throw .badInput(.lifetime)
    }
    // Two codes may begin alike; another draw settles it.
    while true {
      let code = InvitationCode.random()
      let invitation = Invitation(
        handle: code.handle, hash: try code.hash(), account: account,
        expires: now.adding(seconds: lifetime))
      if try await add(invitation, now: now) { return code }
    }
  }

  /// Signs a device in with a code, and spends the code.
  ///
  /// A device that asks again with the code it spent, before the code expires, gets a new token: the
  /// first answer may have been lost.
  ///
  /// - Parameters:
  ///   - label: what the owner calls the device.
  ///   - publicKey: the device's Ed25519 key.
  /// - Returns: nil if the code is unknown, wrong, spent, expired, or was guessed at too often. The
  ///   caller must not tell these apart to the one who asks.
  package nonisolated func signIn(
    with code: InvitationCode, label: String, publicKey: [UInt8], now: UnixTime
  ) async throws(StoreError) -> SignIn? {
    guard publicKey.count == 32 else { throw .badInput(.publicKey) }
    guard (1...StoreLimits.labelBytes).contains(label.utf8.count) else { throw .badInput(.label) }
    // Before the look-up, so that an unknown code takes as long as a known one.
    let hash = try code.hash()
    return try await spend(
      handle: code.handle, hash: hash, label: label, publicKey: publicKey, now: now)
  }

  /// The person and the device of a token; nil if there is none or the device was revoked. When a
  /// session that is not revoked ends is the caller's to decide, by the device's times.
  package nonisolated func session(
    of token: AccessToken
  ) async throws(StoreError) -> Session? {
    try await read { (connection) throws(StoreError) in
      try connection.first(
        """
        SELECT device.id, account, label, public_key, created, last_seen, revoked,
          account.id, name, email, office
        FROM device JOIN account ON account.id = device.account
        WHERE token_hash = ?1 AND revoked IS NULL
        """, .blob(token.hash)
      ) { Session(account: Account(row: $0, from: 7), device: Device(row: $0)) }
    }
  }

  /// The account's devices, revoked ones too, oldest first.
  package nonisolated func devices(
    of account: AccountIdentifier
  ) async throws(StoreError) -> [Device] {
    try await read { (connection) throws(StoreError) in
      try connection.rows(
        """
        SELECT id, account, label, public_key, created, last_seen, revoked FROM device
        WHERE account = ?1 ORDER BY created, id
        """, account.value, read: Device.init(row:))
    }
  }

  // MARK: The transactions

  /// Stores the invitation and forgets those that expired; false if its handle is taken.
  private func add(_ invitation: Invitation, now: UnixTime) throws(StoreError) -> Bool {
    try write { (connection) throws(StoreError) in
      try connection.run(
        "DELETE FROM invitation WHERE expires <= ?1", .integer(now.milliseconds))
      return try connection.run(
        """
        INSERT INTO invitation (handle, code_hash, account, expires) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (handle) DO NOTHING
        """,
        .text(invitation.handle), .blob(invitation.hash), invitation.account.value,
        .integer(invitation.expires.milliseconds)) > 0
    }
  }

  private func spend(
    handle: String, hash: [UInt8], label: String, publicKey: [UInt8], now: UnixTime
  ) throws(StoreError) -> SignIn? {
    let token = AccessToken.random()
    let device = try write { (connection) throws(StoreError) -> DeviceIdentifier? in
      // Counted also when the code is wrong: so a refusal is a result here, not an error, which
      // would undo the count.
      try connection.run(
        "UPDATE invitation SET attempts = attempts + 1 WHERE handle = ?1", .text(handle))
      guard
        let invitation = try connection.invitation(handle: handle),
        invitation.attempts <= StoreLimits.invitationAttempts,
        now < invitation.expires,
        Cryptography.isEqual(invitation.hash, hash)
      else { return nil }
      if let device = invitation.device {
        return try connection.renewToken(of: device, publicKey: publicKey, token: token)
      }
      return try connection.addDevice(
        of: invitation, label: label, publicKey: publicKey, token: token, now: now)
    }
    guard let device else { return nil }
    return SignIn(device: device, token: token)
  }
}
