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

  let terminal: RawTerminal
  let desk: Desk
  let session: Session
  var screen: Screen
  var keys = KeyReader()
  var shown: Frame?
  var status = ScreenStatus()
  var isSynchronising = false
  var isSyncWanted = false
  var isClockRunning = false
  let happenings: AsyncStream<Happening>
  let happened: AsyncStream<Happening>.Continuation
  let start = ContinuousClock.now
  var names: [String: String] = [:]
  /// When storing was last tried in vain.
  var lastTry: Int64 = 0
  /// Where the person is, for whoever else is there.
  let place = PlaceBox()
  /// What to say once the terminal is the shell's again.
  var farewell: UserError?

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
      await tryAgain()
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

  var milliseconds: Int64 {
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
        await count()
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
      case .accept(let note, let anyway): try await accept(note, anyway: anyway)
      case .reject(let note, let reason):
        try await desk.decide(note, .rejected, reason: reason)
        await finish()
      case .synchronise: synchronise(isAsked: true)
      case .suspend:
        terminal.suspend()
        shown = nil
        _ = screen.handle(.resized(terminal.size))
      case .quit: break
      }
    } catch {
      tell(error)
    }
  }

  /// Asks first where what it would change has changed since.
  nonisolated(nonsending) private func accept(_ note: String, anyway: Bool) async throws {
    if !anyway, let changed = try await desk.changedGround(of: note) {
      _ = screen.handle(.asked(changed, yes: .accept(note: note, anyway: true)))
      return
    }
    try await desk.decide(note, .accepted)
    await finish()
  }

  nonisolated(nonsending) private func show(_ section: String) async throws {
    take(try await desk.standing(section: section))
    place.part = PartID(screen.content.section)
    if status.line != .offline { tellPlace() }
  }

  nonisolated(nonsending) private func open(_ passage: String) async throws {
    let text = try await desk.open(passage)
    _ = screen.handle(.opened(passage: passage, text: text))
  }

  /// Stores what was typed, and shows what others changed there.
  nonisolated(nonsending) func store(_ edits: [TypedEdit]) async throws {
    do {
      let others = try await desk.store(edits)
      if !others.isEmpty { _ = screen.handle(.merged(others)) }
    } catch {
      lastTry = milliseconds
      guard Self.isFinal(error) else { throw error }
      try await giveUp(error)
    }
  }

  /// What was typed may not be written there any more: it is put aside, and the field closed.
  nonisolated(nonsending) private func giveUp(_ error: any Error) async throws {
    let failure = UserError(explaining: error)
    let file = try await desk.keep(screen.openWords)
    await desk.close()
    await refresh()
    // Whoever is typing would overlook a line, and type on into the keys of the reader.
    _ = screen.handle(
      .notice(
        "\(failure.summary)\n\nWhat you typed is not lost: your text is kept in\n\(file)\n\n"
          + failure.hint))
  }

  /// Whether trying again later would change nothing.
  private static func isFinal(_ error: any Error) -> Bool {
    switch error as? ClientError {
    case .refused, .mayOnly, .unknownPart, .content, .planErased, .unknownPlan: true
    default: false
    }
  }

  /// What could not be stored for the moment is tried again every second.
  nonisolated(nonsending) private func tryAgain() async {
    guard await desk.isWaiting, milliseconds - lastTry >= 1_000 else { return }
    lastTry = milliseconds
    do {
      try await store([])
      _ = screen.handle(.told("Saved on this device.", isBad: false))
      await refresh()
      synchronise()
    } catch {
      tell(error)
    }
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

  func tell(_ error: any Error) {
    guard (error as? ClientError)?.deviceFault != .inUse else {
      let words = "Another ehcp is at work with your plans. What you type is saved once it is done."
      _ = screen.handle(.told(words, isBad: true))
      return
    }
    tell(UserError(explaining: error))
  }

  func tell(_ error: UserError) {
    _ = screen.handle(.told("\(error.summary) \(error.hint)", isBad: true))
  }

  // MARK: Drawing

  private func draw() {
    let frame = screen.frame()
    terminal.write(FrameDifference.bytes(from: shown, to: frame))
    shown = frame
  }
}
