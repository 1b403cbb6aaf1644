import Foundation
package import Plan
import Synchronization

/// Follows a plan: what the server announces, and what other processes on this device write.
///
/// It holds no workspace: whoever is told opens one, for as long as that takes.
package struct PlanWatch: Sendable {
  /// What whoever watches is told.
  package enum Event: Hashable, Sendable {
    /// Something is new, here or there.
    case news
    /// Who else is there now: everybody.
    case present([Presence])
    /// The server cannot be reached any more.
    case lost
    /// It can again; what it said meanwhile is not known.
    case found
  }

  private let plan: String
  private let remote: Remote
  private let lastWritten: @Sendable () -> Int64
  private let place: @Sendable () -> PartID?

  /// - Parameters:
  ///   - plan: the server's name for it.
  ///   - lastWritten: changes whenever the working copy is written.
  ///   - place: where the person is, told to the server whenever the line is made.
  package init(
    plan: String, remote: Remote, lastWritten: @escaping @Sendable () -> Int64,
    place: @escaping @Sendable () -> PartID? = { nil }
  ) {
    self.plan = plan
    self.remote = remote
    self.lastWritten = lastWritten
    self.place = place
  }

  /// Runs until cancelled, or until `told` throws something that waiting does not cure.
  package func run(_ told: (Event) async throws -> Void) async throws {
    let news = Inbox(written: lastWritten())
    let listener = Task { await listen(news) }
    let observer = Task { await observe(news) }
    defer {
      listener.cancel()
      observer.cancel()
    }
    for await _ in news.arrivals {
      for event in news.take() {
        do {
          try await told(event)
        } catch let error as ClientError where error.lineFault != nil || error.deviceFault == .inUse
        {
          // The listener notices the first; the second passes.
          continue
        }
        // What was written on being told is no news.
        if event == .news || event == .found { _ = news.isNew(lastWritten()) }
      }
    }
  }

  /// Reads the live stream, and connects again when it breaks.
  private func listen(_ news: Inbox) async {
    var backOff = BackOff()
    var isConnected = true
    while !Task.isCancelled {
      do {
        let events = try await remote.events(plan: plan, part: place())
        if !isConnected { news.put(.found) }
        isConnected = true
        backOff.reset()
        for try await event in events {
          if case .presence(let people) = event {
            news.put(.present(people))
          } else {
            news.put(.news)
          }
        }
      } catch {
        // What waiting does not cure, such as a session that has ended, the next sync will tell.
        if case .server(let status, _, _)? = error as? ClientError, status < 500 {
          news.put(.news)
        }
      }
      if Task.isCancelled { return }
      let wait = backOff.next(jitter: Double.random(in: 0...1))
      if isConnected, wait > .seconds(1) {
        isConnected = false
        news.put(.lost)
        news.put(.present([]))
      }
      try? await Task.sleep(for: wait)
    }
  }

  /// Looks every two seconds whether the working copy was written.
  private func observe(_ news: Inbox) async {
    while !Task.isCancelled {
      try? await Task.sleep(for: .seconds(2))
      if news.isNew(lastWritten()) { news.put(.news) }
    }
  }
}

extension PlanWatch {
  /// What has happened and was not told yet: of each kind the latest, so that it never grows.
  private final class Inbox: Sendable {
    private struct Content {
      var line: Event?
      var hasNews = false
      var people: [Presence]?
      /// Who was last said to be there.
      var known: [Presence] = []
      /// When the working copy was last seen to be written.
      var written: Int64
    }

    /// One element whenever there is something to take.
    let arrivals: AsyncStream<Void>
    private let arrived: AsyncStream<Void>.Continuation
    private let content: Mutex<Content>

    init(written: Int64) {
      content = Mutex(Content(written: written))
      (arrivals, arrived) = AsyncStream.makeStream(
        of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    func put(_ event: Event) {
      content.withLock { content in
        switch event {
        case .news: content.hasNews = true
        case .present(let people): content.people = people
        case .lost, .found: content.line = event
        }
      }
      arrived.yield()
    }

    /// Whether the working copy was written since this was last asked.
    func isNew(_ written: Int64) -> Bool {
      content.withLock { content in
        defer { content.written = written }
        return content.written != written
      }
    }

    func take() -> [Event] {
      content.withLock { content in
        var events: [Event] = []
        if let line = content.line { events.append(line) }
        // Being connected again is news enough.
        if content.hasNews, content.line != .found { events.append(.news) }
        if let people = content.people, people != content.known {
          events.append(.present(people))
          content.known = people
        }
        content.line = nil
        content.hasNews = false
        content.people = nil
        return events
      }
    }
  }
}
