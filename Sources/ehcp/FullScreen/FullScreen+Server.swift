import Client
import Plan
import Terminal

/// The plan and the server behind the screen.
extension FullScreen {
  /// How much is not on the server: all that one's own typing changes of what is shown.
  nonisolated(nonsending) func count() async {
    if let unsent = try? await desk.unsent() { status.unsent = unsent }
    _ = screen.handle(.status(status))
  }

  nonisolated(nonsending) func refresh() async {
    do { take(try await desk.standing()) } catch { tell(UserError(explaining: error)) }
  }

  func take(_ standing: Desk.Standing) {
    names = standing.authors
    status.unsent = standing.unsent
    status.refused = standing.refused
    _ = screen.handle(.content(standing.content))
    _ = screen.handle(.status(status))
  }

  /// Follows the plan on the server, where somebody is signed in.
  nonisolated(nonsending) func watch() async -> Task<Void, any Error>? {
    guard let remote = try? await desk.remote() else {
      status.line = .offline
      return nil
    }
    let (place, writes) = (place, desk.writes)
    let watch = PlanWatch(
      plan: desk.plan, remote: remote, lastWritten: { writes.last }, place: { place.part })
    let happened = happened
    synchronise()
    return Task { try await watch.run { happened.yield(.server($0)) } }
  }

  /// Tells others where the person is; whether they hear of it is not worth waiting for.
  func tellPlace() {
    let (desk, place) = (desk, place)
    Task { try? await desk.remote().move(to: place.part, of: desk.plan) }
  }

  nonisolated(nonsending) func hear(_ event: PlanWatch.Event) async {
    switch event {
    case .news, .found: synchronise()
    case .present(let people): status.present = people.map { Presences.short($0, names) }
    case .lost: status.line = .lost
    }
    _ = screen.handle(.status(status))
  }

  /// One at a time; what comes meanwhile is done right after.
  func synchronise(isAsked: Bool = false) {
    if status.line == .offline || (status.line == .lost && !isAsked && isSynchronising) { return }
    guard !isSynchronising else {
      isSyncWanted = true
      return
    }
    isSynchronising = true
    let (desk, happened) = (desk, happened)
    Task {
      do {
        happened.yield(.synchronised(.success(try await desk.synchronise())))
      } catch {
        happened.yield(.synchronised(.failure(error)))
      }
    }
  }

  nonisolated(nonsending) func finishSync(_ result: Result<SyncReport, any Error>) async {
    isSynchronising = false
    switch result {
    case .success(let report):
      status.line = .connected
      if report.isEven { status.stored = Moment.time }
      for refusal in report.refused {
        tell(
          UserError(
            "\(Counted.of(refusal.count, "change")) to \(refusal.part) refused:"
              + " \(Wording.refusal(refusal.code)).", hint: "After q: ehcp tray"))
      }
    case .failure(let error):
      if (error as? ClientError)?.lineFault != nil {
        status.line = .lost
      } else if (error as? ClientError)?.deviceFault != .inUse {
        tell(UserError(explaining: error))
      }
    }
    // What came may be in the field that is open.
    let typed = screen.isEditing ? screen.takeTyped() : []
    let wasWaiting = await desk.isWaiting
    do {
      try await store(typed)
      // This was stored after the exchange.
      if wasWaiting || !typed.isEmpty { isSyncWanted = true }
      if wasWaiting { _ = screen.handle(.told("Saved on this device.", isBad: false)) }
    } catch {
      tell(error)
    }
    await refresh()
    if isSyncWanted, status.line == .connected {
      isSyncWanted = false
      synchronise()
    }
  }
}
