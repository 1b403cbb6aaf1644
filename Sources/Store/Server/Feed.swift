/// Somebody's leave to read a feed with a token of its own.
package struct Feed: Hashable, Sendable {
  package let id: FeedIdentifier
  package let account: AccountIdentifier
  /// The one plan it is for; nil for every plan the account takes part in.
  package let plan: PlanIdentifier?
  /// What its owner calls it: `team dashboard`.
  package let label: String
  package let created: UnixTime

  package init(
    id: FeedIdentifier, account: AccountIdentifier, plan: PlanIdentifier?, label: String,
    created: UnixTime
  ) {
    self.id = id
    self.account = account
    self.plan = plan
    self.label = label
    self.created = created
  }
}

/// The name of a feed.
package typealias FeedIdentifier = Identifier<Feed>

/// What one account stored in one part within one hour.
package struct Activity: Hashable, Sendable {
  package let part: PartAddress
  package let account: AccountIdentifier
  /// Hours since 1 January 1970, UTC.
  package let hour: Int64
  package let batches: Int
  /// When the last of it was stored.
  package let last: UnixTime

  package init(
    part: PartAddress, account: AccountIdentifier, hour: Int64, batches: Int, last: UnixTime
  ) {
    self.part = part
    self.account = account
    self.hour = hour
    self.batches = batches
    self.last = last
  }
}
