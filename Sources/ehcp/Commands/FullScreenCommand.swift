import Client
import Plan
import Terminal

enum FullScreenCommand {
  static let declaration = Command<Session>(
    "tui", "Read and write the plan on the full screen",
    discussion: """
      Sections at the left, the text in the middle, comments beside it (c shows them where the \
      terminal is narrow). What you type is saved on this device as you type, and exchanged with the \
      server while there is one; what others write appears as it comes. Everything goes by keyboard: \
      ? shows the keys.
      """,
    examples: [
      Example("ehcp tui", "the plan last opened"), Example("ehcp tui F", "at a section"),
    ],
    arguments: [Argument("SECTION", "where to begin", count: .optional)],
    section: "Everyday", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let desk = try desk(session, invocation)
    guard !session.console.outputStyle.isDumb else { throw TerminalError.notATerminal }
    let terminal = try RawTerminal()
    return try await FullScreen(session, desk, on: terminal).run()
  }

  private static func desk(_ session: Session, _ invocation: Invocation) throws -> Desk {
    let workspace = try session.workspace()
    let plan = try session.plan(invocation, in: workspace)
    var section: String?
    if let address = invocation.argument(0) {
      section = try session.place(address, in: try workspace.view(plan)).part.description
    }
    return try Desk(session, plan: plan, section: section)
  }
}
