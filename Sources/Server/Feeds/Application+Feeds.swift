import HTTP
import Plan
import Store
import Synchronization

/// Feeds for an authority's own tools: that something happened, where and by whom, and never a word
/// of a plan.
extension Application {
  /// Of a plan's official acts, the first so many: there are a few dozen in a plan's life.
  private static let acts = 1_000
  /// The most entries of a feed.
  private static let entries = 100

  // MARK: Leave to read

  /// `POST /v1/feeds`: a token that reads a feed, for one plan or for all of the person's.
  func addFeed(_ call: Call, _ session: Session) async throws(RequestRefusal) -> HTTPResponse {
    let body = try call.body()
    let label = try body.text("label")
    let plan = try body.optionalText("plan").map { PlanIdentifier($0) }
    if let plan { _ = try await context(of: session.account.id, in: plan) }
    let held = try await storing { () async throws(StoreError) in
      try await store.feeds(of: session.account.id)
    }
    guard held.count < limits.feedsPerAccount else { throw .tooMany(retryAfterSeconds: 3_600) }
    let made = try await storing { () async throws(StoreError) in
      try await store.addFeed(of: session.account.id, plan: plan, label: label, now: call.now)
    }
    return HTTPResponse(
      status: .created,
      json: .object(Self.json(made.feed) + [.init("token", .string(made.token.text))]))
  }

  /// `GET /v1/feeds`
  func feeds(_ call: Call, _ session: Session) async throws(RequestRefusal) -> HTTPResponse {
    let feeds = try await storing { () async throws(StoreError) in
      try await store.feeds(of: session.account.id)
    }
    return HTTPResponse(json: ["feeds": .array(feeds.map { .object(Self.json($0)) })])
  }

  /// `DELETE /v1/feeds/{feed}`
  func removeFeed(_ call: Call, _ session: Session) async throws(RequestRefusal) -> HTTPResponse {
    let feed = FeedIdentifier(call.argument(0))
    let isRemoved = try await storing { () async throws(StoreError) in
      try await store.removeFeed(feed, of: session.account.id)
    }
    guard isRemoved else { throw .noSuchFeed }
    return HTTPResponse(json: [:])
  }

  private static func json(_ feed: Feed) -> [JSONValue.Member] {
    [
      .init("id", .string(feed.id.description)), .init("label", .string(feed.label)),
      .init("plan", feed.plan.map { .string($0.description) } ?? .null),
      .init("created", .string(feed.created.text)),
    ]
  }

  // MARK: Reading

  /// `GET /v1/feed`: what happened, to whoever shows a feed's token. What the feed's owner may not read
  /// now is not in it.
  func feed(_ call: Call) async throws(RequestRefusal) -> HTTPResponse {
    guard let token = call.token else { throw .signInNeeded }
    let found = try await storing { () async throws(StoreError) in
      try await store.feed(of: token)
    }
    guard let feed = found,
      call.now < feed.created.adding(seconds: limits.feedSeconds)
    else { throw .signInNeeded }
    let wait = feedReadings.withLock { $0.take(feed.id, now: call.now) }
    if let wait { throw .tooMany(retryAfterSeconds: wait) }
    let memberships = try await storing { () async throws(StoreError) in
      try await store.plans(of: feed.account)
    }
    var entries: [AtomFeed.Entry] = []
    for (plan, _) in memberships where feed.plan == nil || feed.plan == plan.id {
      // A plan whose pack is missing must not keep the others from being told of.
      entries += (try? await self.entries(of: plan, for: feed.account)) ?? []
    }
    entries.sort { ($0.updated, $0.id) > ($1.updated, $1.id) }
    let name =
      feed.plan == nil
      ? "All plans"
      : memberships.first { $0.plan.id == feed.plan }?
        .plan.reference ?? "EHC plan"
    let atom = AtomFeed(
      id: AtomFeed.identifier(["feed", feed.id.description]), title: name, created: feed.created,
      entries: Array(entries.prefix(Self.entries)))
    return HTTPResponse(
      status: .ok, headers: ["Content-Type": AtomFeed.mediaType],
      body: .bytes(Array(atom.xml.utf8)))
  }

  private func entries(
    of plan: PlanRecord, for account: AccountIdentifier
  ) async throws(RequestRefusal) -> [AtomFeed.Entry] {
    let context = try await context(of: account, in: plan.id)
    let found = try await storing { () async throws(StoreError) in
      (
        activity: try await store.activity(of: plan.id, limit: Self.entries * 2),
        acts: try await store.audit(of: plan.id, limit: Self.acts),
        members: try await store.members(of: plan.id)
      )
    }
    let readable = Set(context.readable)
    let names = Dictionary(found.members.map { ($0.account.id, $0.account.name) }) { one, _ in one }
    let acts = found.acts.compactMap { act -> AtomFeed.Entry? in
      guard let words = Self.words(act.kind) else { return nil }
      return AtomFeed.Entry(
        id: AtomFeed.identifier(["act", plan.id.description, "\(act.number)"]),
        title: "\(plan.reference): \(words)", updated: act.time,
        author: act.actor.flatMap { names[$0] }, category: plan.reference)
    }
    return acts
      + found.activity.compactMap { activity in
        let part = PartID(activity.part.name)
        guard readable.contains(part) else { return nil }
        // Of somebody who has left the plan no name is told any more.
        let name = names[activity.account]
        let title = context.template.part(part)?.title ?? part.description
        return AtomFeed.Entry(
          id: AtomFeed.identifier([
            plan.id.description, part.description, activity.account.description, "\(activity.hour)",
          ]),
          title:
            "\(plan.reference), \(part) \(title): changed by \(name ?? "somebody who has left")",
          updated: activity.last, author: name, category: plan.reference)
      }
  }

  /// What an official act is, where everybody in the plan may know of it.
  private static func words(_ kind: String) -> String? {
    switch kind {
    case "plan-begun": "the plan was begun"
    case "person-invited": "a person was invited"
    case "draft-served": "the draft was served"
    case "plan-issued": "the final plan was issued"
    case "plan-amended": "an amendment was begun"
    case "advice-signed": "advice was signed"
    case "milestone-recorded": "a date was recorded"
    default: nil
    }
  }
}
