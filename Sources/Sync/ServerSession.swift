/// The server's side of one round, as a value: `receive` a request, carry out the actions, `respond`
/// with what came of them. It remembers nothing from one round to the next, so requests may be lost,
/// doubled and answered in any order.
///
/// Laws:
/// - a batch is acknowledged only if the outcomes say that it is durable with this very content;
/// - of one part's pushed batches a prefix is taken: nothing after a refused batch is looked at, since
///   it may build on it by name;
/// - a part the client may not read is answered as one that does not exist.
package struct ServerSession: Sendable {
  private let epoch: UInt64
  private let budget: Int
  private let received: UInt64
  private var request = SyncRequest(round: 0, epoch: 0, parts: [])
  private var readable: [String] = []
  private var withheld: [String] = []
  /// The cursor each readable part is read from, by name.
  private var cursors: [String: UInt64] = [:]

  /// - Parameters:
  ///   - epoch: drawn anew whenever the log is restored from a backup; greater than zero.
  ///   - budget: bytes of batches in one response; one is always sent, however large.
  ///   - received: when the request came in, in milliseconds since 1970, for the client to show.
  package init(epoch: UInt64, budget: Int = SyncLimits.usualBytes, received: UInt64 = 0) {
    self.epoch = epoch
    self.received = received
    self.budget = max(1, budget)
  }

  /// What to do for the request.
  ///
  /// - Parameter readable: the parts of the plan this client may read, those it asks to begin
  ///   included (`request.parts` names them); at most `SyncLimits.parts`.
  package mutating func receive(
    _ request: SyncRequest, readable: [String]
  ) -> [ServerAction] {
    self.request = request
    cursors = [:]
    self.readable = []
    withheld = []
    guard isCurrent else { return [] }
    for name in readable.prefix(SyncLimits.parts) { cursors[name] = 0 }
    self.readable = cursors.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var actions: [ServerAction] = []
    for part in request.parts {
      guard cursors[part.name] != nil else {
        withheld.append(part.name)
        continue
      }
      cursors[part.name] = part.cursor
      if !part.push.isEmpty { actions.append(.append(part: part.name, batches: part.push)) }
    }
    let share = max(budget / max(1, cursors.count), SyncLimits.leastReadBytes)
    for name in self.readable {
      let bytes = min(share, budget)
      actions.append(.read(part: name, after: cursors[name] ?? 0, bytes: bytes))
    }
    return actions
  }

  /// The response to the request received last.
  ///
  /// Parts take turns, one batch each, beginning with the next part each round. O(parts + entries).
  package func respond(_ outcomes: [ServerOutcome]) -> SyncResponse {
    var response = SyncResponse(round: request.round, epoch: epoch, received: received)
    guard isCurrent else { return response }
    let asked = Set(request.parts.map(\.name))
    response.withheld = withheld
    response.readable = readable.filter { !asked.contains($0) }
    let pages = pages(of: outcomes)
    let counts = FairShare.counts(
      of: pages.map { $0.entries[...] }, size: { $0.batch.wireBytes + 20 }, limit: budget,
      turn: request.round)
    response.parts = zip(pages, counts).map { page, count in page.part(taking: count) }
    return response
  }

  /// Whether the request's cursors mean this server's log.
  private var isCurrent: Bool { request.epoch == 0 || request.epoch == epoch }

  /// Brings the outcomes together by part, ascending. A part that could not be read is left out: its
  /// acknowledgements can wait, its cursor cannot be invented.
  private func pages(of outcomes: [ServerOutcome]) -> [ServerPage] {
    let pushed = Dictionary(
      request.parts.map { ($0.name, $0.push) }, uniquingKeysWith: { first, _ in first })
    var pages: [String: ServerPage] = [:]
    for case .read(let name, let entries, let end) in outcomes {
      guard let cursor = cursors[name] else { continue }
      pages[name] = ServerPage(name: name, after: cursor, entries: entries, end: end)
    }
    for case .appended(let name, let taken, let refusal) in outcomes {
      pages[name]?.answer(push: pushed[name] ?? [], taken: taken, refusal: refusal)
    }
    return readable.compactMap { pages[$0] }
  }
}
