/// What people, devices and addresses may cost the server, all in one place so that it can be tuned.
/// The limits of connections and bodies are HTTP's (`HTTPServerLimits`), those of messages Sync's.
package struct ServerLimits: Sendable {
  // MARK: Signing in

  /// Attempts to sign in from one IPv4 address or one IPv6 /64.
  package var signInsPerAddress = RateLimit(burst: 10, perMinute: 5)
  /// Attempts from anywhere. Beyond it everybody waits; a guesser gets nowhere.
  package var signInsOverall = RateLimit(burst: 100, perMinute: 60)
  /// Attempts worked on at once: each costs a slow hash.
  package var simultaneousSignIns = 2
  /// A device unused for so long must sign in again.
  package var idleSeconds: Int64 = 30 * 86_400
  /// However much it is used, a device must sign in again after so long.
  package var sessionSeconds: Int64 = 180 * 86_400
  /// How often a device's use is noted.
  package var seenSeconds: Int64 = 3_600

  // MARK: Requests

  /// Requests of one device.
  package var requestsPerDevice = RateLimit(burst: 200, perMinute: 600)
  /// The bytes of a JSON body.
  package var bodyBytes = 64 << 10
  /// Hashes of the audit log sent at once.
  package var auditLeaves = 10_000
  /// Plans one account may begin in a minute.
  package var plansPerAccount = RateLimit(burst: 20, perMinute: 5)
  /// How long a stop waits for requests under way.
  package var stopGrace: Duration = .seconds(8)

  // MARK: Plans

  /// Parts whose documents are kept in memory; those unused longest are let go.
  package var openParts = 256
  /// Pushes into one part that may wait for their turn.
  package var waitingPushes = 64
  /// The bytes of all batches of one part.
  package var partBytes = 32 << 20
  /// Reports one account may begin in a plan.
  package var reportsPerAccount = 20
  /// Batches of one part that stand one by one before they are put together into a segment.
  package var looseBatches = 512
  /// The bytes read from the log at once when a part is opened.
  package var pageBytes = 4 << 20
  /// Batches appended to a part after which its state is saved anew, to spare the next replay.
  package var snapshotBatches = 200

  /// Comparisons with other plans that one account may ask for.
  package var checksPerAccount = RateLimit(burst: 10, perMinute: 6)
  /// Changed plans that one comparison reads anew; the next goes on.
  package var plansReadByCheck = 50

  // MARK: Feeds

  package var feedsPerAccount = 20
  /// However much it is read, a feed's token is good for so long.
  package var feedSeconds: Int64 = 365 * 86_400
  /// Readings of one feed. Each goes through the plans' logs.
  package var readingsPerFeed = RateLimit(burst: 10, perMinute: 6)

  // MARK: Live streams

  package var streams = 384
  package var streamsPerAccount = 16
  package var heartbeat: Duration = .seconds(15)
  /// A stream ends after so long and the client asks for it anew, with its token.
  package var streamSeconds: Int64 = 3_600

  package init() {}
}
