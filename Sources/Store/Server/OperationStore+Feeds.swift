extension OperationStore {
  /// Makes a feed, and the token that reads it: shown once, and kept as a hash.
  package func addFeed(
    of account: AccountIdentifier, plan: PlanIdentifier?, label: String, now: UnixTime
  ) throws(StoreError) -> (feed: Feed, token: AccessToken) {
    guard (1...StoreLimits.labelBytes).contains(label.utf8.count) else { throw .badInput(.label) }
    let token = AccessToken.random()
    let feed = Feed(id: .random(), account: account, plan: plan, label: label, created: now)
    try write { (connection) throws(StoreError) in
      _ = try connection.run(
        """
        INSERT INTO feed (id, account, plan, label, token_hash, created)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        """,
        feed.id.value, account.value, .optional(plan?.description), .text(label),
        .blob(token.hash), .integer(now.milliseconds))
    }
    return (feed, token)
  }

  /// The account's feeds, oldest first.
  package nonisolated func feeds(
    of account: AccountIdentifier
  ) async throws(StoreError) -> [Feed] {
    try await read { (connection) throws(StoreError) in
      try connection.rows(
        "SELECT id, account, plan, label, created FROM feed WHERE account = ?1 ORDER BY created, id",
        account.value, read: Feed.init(row:))
    }
  }

  /// The feed that a token reads; nil if there is none, or it was taken back.
  package nonisolated func feed(of token: AccessToken) async throws(StoreError) -> Feed? {
    try await read { (connection) throws(StoreError) in
      try connection.first(
        "SELECT id, account, plan, label, created FROM feed WHERE token_hash = ?1",
        .blob(token.hash), read: Feed.init(row:))
    }
  }

  /// Takes a feed back.
  ///
  /// - Returns: whether the account had it.
  package func removeFeed(
    _ feed: FeedIdentifier, of account: AccountIdentifier
  ) throws(StoreError) -> Bool {
    try write { (connection) throws(StoreError) in
      try connection.run(
        "DELETE FROM feed WHERE id = ?1 AND account = ?2", feed.value, account.value) > 0
    }
  }

  /// Who stored something in which part of a plan, by hours, the latest first.
  ///
  /// - Complexity: O(batches of the plan).
  package nonisolated func activity(
    of plan: PlanIdentifier, limit: Int
  ) async throws(StoreError) -> [Activity] {
    try await read { (connection) throws(StoreError) in
      try connection.rows(
        """
        SELECT part.name, account, received / 3600000 AS hour, count(*), max(received) AS last
        FROM batch JOIN part ON part.id = batch.part
        WHERE part.plan = ?1 AND account IS NOT NULL
        GROUP BY part.id, account, hour ORDER BY last DESC, part.name LIMIT ?2
        """, plan.value, .integer(Int64(max(limit, 0)))
      ) {
        Activity(
          part: PartAddress(plan: plan, name: $0.text(0)),
          account: AccountIdentifier($0.text(1)), hour: $0.integer(2),
          batches: Int(clamping: $0.integer(3)), last: UnixTime(milliseconds: $0.integer(4)))
      }
    }
  }
}

extension Feed {
  fileprivate init(row: borrowing Statement) {
    self.init(
      id: FeedIdentifier(row.text(0)), account: AccountIdentifier(row.text(1)),
      plan: row.optionalText(2).map { PlanIdentifier($0) }, label: row.text(3),
      created: UnixTime(milliseconds: row.integer(4)))
  }
}
