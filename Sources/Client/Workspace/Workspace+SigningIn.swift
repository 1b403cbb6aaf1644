import Store

extension Workspace {
  /// Exchanges a code for a token and remembers who this is.
  ///
  /// The device keeps its key, so that work made before can still be sent.
  ///
  /// - Throws: `otherAccount` if another person's plans are here.
  nonisolated(nonsending) package func signIn(
    address: String, code: String, device: String, authorityFile: String? = nil
  ) async throws(ClientError) -> String {
    let key = credentials?.key ?? Cryptography.KeyPair()
    let remote = Remote(address: address, token: nil, authorityFile: authorityFile)
    let answer = try await remote.login(code: code, device: device, publicKey: key.publicKey)
    do {
      if let account = try store.value(of: .account), account != answer.account,
        try !store.knownPlans().isEmpty
      {
        throw ClientError.otherAccount(name: try store.value(of: .accountName) ?? "")
      }
      let signedIn = Credentials(server: address, key: key, token: answer.token)
      try signedIn.write(home)
      credentials = signedIn
      try store.set(.server, to: address)
      try store.set(.account, to: answer.account)
      try store.set(.accountName, to: answer.name)
      try store.set(.device, to: answer.device)
      try store.set(.deviceLabel, to: device)
    } catch { throw ClientError(error) }
    return answer.name
  }

  /// Forgets the token. Plans stay, and the key with which their unsent work is signed.
  package func forgetToken() throws(ClientError) {
    guard var credentials else { return }
    credentials.token = nil
    try credentials.write(home)
    self.credentials = credentials
  }

  /// Removes every plan from this device, and everything kept of it.
  ///
  /// - Parameter losingUnsent: whether work that only this device has may go too.
  package func removePlans(losingUnsent: Bool) throws(ClientError) {
    let unsent = try unsentCount()
    guard unsent == 0 || losingUnsent else { throw .unsentWork(count: unsent) }
    do {
      for known in try store.knownPlans() { try store.remove(known.plan.id) }
      for setting in [Setting.currentPlan, .account, .accountName, .epoch] {
        try store.set(setting, to: nil)
      }
    } catch { throw ClientError(error) }
    documents = [:]
  }

  /// The server this device is signed in to.
  ///
  /// - Throws: `notSignedIn`.
  package func remote(authorityFile: String? = nil) throws(ClientError) -> Remote {
    guard let credentials, let token = credentials.token else { throw .notSignedIn }
    return Remote(address: credentials.server, token: token, authorityFile: authorityFile)
  }

  /// The server this device knows, signed in or not.
  package var serverAddress: String? { credentials?.server }
}
