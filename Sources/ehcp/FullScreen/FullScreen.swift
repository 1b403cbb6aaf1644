import Client
import Plan
import Terminal

/// Runs a screen upon a terminal and a desk: what happens goes into the screen, what it wants is done.
final class FullScreen {
  /// What happens.
  enum Happening: Sendable {
    case terminal(RawTerminal.Event)
    case server(PlanWatch.Event)
    case synchronised(Result<SyncReport, any Error>)
    case time
  }

  private let terminal: RawTerminal
  private let desk: Desk
  private let session: Session
  private var screen: Screen
  private var keys = KeyReader()
  private var shown: Frame?
  private var status = ScreenStatus()
  private var isSynchronising = false
  private var isSyncWanted = false
  private var isClockRunning = false
  private let happenings: AsyncStream<Happening>
  private let happened: AsyncStream<Happening>.Continuation
  private let start = ContinuousClock.now
  private var names: [String: String] = [:]
  /// Where the person is, for whoever else is there.
  private let place = PlaceBox()
  /// What to say once the terminal is the shell's again.
  private var farewell: UserError?

  init(_ session: Session, _ desk: Desk, on terminal: RawTerminal) {
    self.session = session
    self.desk = desk
    self.terminal = terminal
    let style = session.console.outputStyle
    screen = Screen(
      size: terminal.size, isUnicode: style.isUnicode, usesColour: style.usesColour)
    (happenings, happened) = AsyncStream.makeStream(of: Happening.self)
  }

  /// - Returns: once the person leaves, or the process is asked to end.
  nonisolated(nonsending) func run() async throws -> ExitCode {
    let happened = happened
    terminal.listen { happened.yield(.terminal($0)) }
    defer { terminal.restore() }
    await refresh()
    place.part = PartID(screen.content.section)
    let watching = await watch()
    defer { watching?.cancel() }
    draw()
    for await happening in happenings {
      let wasSignal = try await take(happening)
      if let code = wasSignal {
        if let farewell { throw farewell }
        return code
      }
      draw()
    }
    return .done
  }

  // MARK: What happens

  /// - Returns: the exit code, where that was the end.
  nonisolated(nonsending) private func take(_ happening: Happening) async throws -> ExitCode? {
    switch happening {
    case .terminal(.bytes(let bytes)):
      return await press(keys.receive(bytes))
    case .terminal(.quiet):
      return await press(keys.flush())
    case .terminal(.resized):
      shown = nil
      return await give(.resized(terminal.size))
    case .terminal(.ended), .terminal(.hungUp):
      _ = await press([.control("c")])
      return .interrupted
    case .server(let event): await hear(event)
    case .synchronised(let result): await finishSync(result)
    case .time:
      isClockRunning = false
      return await give(.tick(milliseconds))
    }
    return nil
  }

  nonisolated(nonsending) private func press(_ keys: [Key]) async -> ExitCode? {
    for key in keys {
      if let code = await give(.tick(milliseconds)) { return code }
      if let code = await give(.key(key)) { return code }
    }
    return nil
  }

  /// Hands the screen an event and does what it then wants.
  nonisolated(nonsending) private func give(_ event: Screen.Event) async -> ExitCode? {
    for effect in screen.handle(event) {
      if effect == .quit { return await leave() }
      await carryOut(effect)
    }
    await runClock()
    return nil
  }

  private var milliseconds: Int64 {
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
  }

  /// Time is only told while something waits to be stored.
  nonisolated(nonsending) private func runClock() async {
    guard !isClockRunning else { return }
    let isWaiting = await desk.isWaiting
    guard screen.isDirty || isWaiting else { return }
    isClockRunning = true
    let happened = happened
    Task {
      try? await Task.sleep(for: .milliseconds(100))
      happened.yield(.time)
    }
  }

  // MARK: What is wanted

  nonisolated(nonsending) private func carryOut(_ effect: Screen.Effect) async {
    do {
      switch effect {
      case .show(let section): try await show(section)
      case .open(let passage): try await open(passage)
      case .store(let edits):
        try await store(edits)
        synchronise()
      case .set(let words):
        try await desk.set(words)
        await finish()
      case .close:
        await desk.close()
        await finish()
      case .add(let title):
        let passage = try await desk.addRecord(title)
        await refresh()
        synchronise()
        try await open(passage)
      case .comment(let passage, let words):
        try await keeping(words) { try await self.desk.comment(on: passage, words) }
      case .reply(let note, let words):
        try await keeping(words) { try await self.desk.reply(to: note, words) }
      case .resolve(let note):
        try await desk.resolve(note)
        await finish()
      case .synchronise: synchronise(isAsked: true)
      case .suspend:
        terminal.suspend()
        shown = nil
        _ = screen.handle(.resized(terminal.size))
      case .quit: break
      }
    } catch {
      tell(UserError(explaining: error))
    }
  }

  nonisolated(nonsending) private func show(_ section: String) async throws {
    take(try await desk.standing(section: section))
    place.part = PartID(screen.content.section)
    if status.line == .connected { tellPlace() }
  }

  nonisolated(nonsending) private func open(_ passage: String) async throws {
    let text = try await desk.open(passage)
    _ = screen.handle(.opened(passage: passage, text: text))
  }

  nonisolated(nonsending) private func store(_ edits: [TypedEdit]) async throws {
    let others = try await desk.store(edits)
    if !others.isEmpty { _ = screen.handle(.merged(others)) }
    await refresh()
  }

  /// Words that are refused are not lost.
  nonisolated(nonsending) private func keeping(
    _ words: String, _ work: () async throws -> Void
  ) async throws {
    do {
      try await work()
      await finish()
    } catch {
      var failure = UserError(explaining: error)
      if let file = try? await desk.keep(words) { failure.summary += " Your words: \(file)" }
      throw failure
    }
  }

  /// Something was written, and nothing is open.
  nonisolated(nonsending) private func finish() async {
    if screen.isEditing { _ = screen.handle(.closed) }
    await refresh()
    synchronise()
  }

  nonisolated(nonsending) private func leave() async -> ExitCode {
    if await desk.isWaiting {
      do { _ = try await desk.store([]) } catch {
        var failure = UserError(explaining: error)
        if let file = try? await desk.keep(screen.openWords) {
          failure.hint += "\n  Your text is kept in \(file)"
        }
        farewell = failure
      }
    }
    return .done
  }

  private func tell(_ error: UserError) {
    _ = screen.handle(.told("\(error.summary) \(error.hint)", isBad: true))
  }

  // MARK: The plan and the server

  nonisolated(nonsending) private func refresh() async {
    do { take(try await desk.standing()) } catch { tell(UserError(explaining: error)) }
  }

  private func take(_ standing: Desk.Standing) {
    names = standing.authors
    status.unsent = standing.unsent
    status.refused = standing.refused
    _ = screen.handle(.content(standing.content))
    _ = screen.handle(.status(status))
  }

  /// Follows the plan on the server, where somebody is signed in.
  nonisolated(nonsending) private func watch() async -> Task<Void, any Error>? {
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
  private func tellPlace() {
    let (desk, place) = (desk, place)
    Task { try? await desk.remote().move(to: place.part, of: desk.plan) }
  }

  nonisolated(nonsending) private func hear(_ event: PlanWatch.Event) async {
    switch event {
    case .news, .found: synchronise()
    case .present(let people): status.present = people.map { Presences.short($0, names) }
    case .lost: status.line = .lost
    }
    _ = screen.handle(.status(status))
  }

  /// One at a time; what comes meanwhile is done right after.
  private func synchronise(isAsked: Bool = false) {
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

  nonisolated(nonsending) private func finishSync(_ result: Result<SyncReport, any Error>) async {
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
    do { try await store(screen.isEditing ? screen.takeTyped() : []) } catch {
      tell(UserError(explaining: error))
    }
    if isSyncWanted, status.line == .connected {
      isSyncWanted = false
      synchronise()
    }
  }

  // MARK: Drawing

  private func draw() {
    let frame = screen.frame()
    terminal.write(FrameDifference.bytes(from: shown, to: frame))
    shown = frame
  }
}
