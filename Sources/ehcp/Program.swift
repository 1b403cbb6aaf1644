import Foundation
import Terminal

/// The program: its commands, run once.
enum Program {
  static let version = "0.1.0"

  static let root = Command<Session>(
    "ehcp", "Write an Education, Health and Care Plan together, online or not",
    discussion: """
      Every change is saved on this device first, and stored on the server by “ehcp sync”. Nobody's \
      words are lost: what two people changed at once is kept from both, and waits for a person.

      Places in a plan are written B (a section), B.2 (its second record), B.2.description (a field).
      """,
    examples: [
      Example("ehcp login https://ehcp.example.gov.uk", "sign in with the code you were given"),
      Example("ehcp open MK-0412", "choose the plan to work on, and fetch it"),
      Example("ehcp edit B", "change a section in your editor"),
      Example("ehcp sync", "exchange changes with the server"),
    ],
    options: [
      Option("plan", .value("REF"), "the plan meant, in place of the one last opened"),
      Option("templates", .value("DIR"), "a folder of rule packs, added to those built in"),
      Option("no-input", .flag, "never ask anything"),
      Option("quiet", .flag, "say only what went wrong or needs you"),
      Option("no-color", .flag, "no colour"),
    ],
    subcommands: everyday + review + history + casework + documentation)

  private static let everyday: [Command<Session>] = [
    LoginCommand.declaration, LogoutCommand.declaration, WhoamiCommand.declaration,
    DevicesCommand.declaration, PlansCommand.declaration, OpenCommand.declaration,
    StatusCommand.declaration, ShowCommand.declaration, EditCommand.declaration,
    SetCommand.declaration, AddCommand.declaration, RemoveCommand.declaration,
    RestoreCommand.declaration, MoveCommand.declaration, LinkCommand.link, LinkCommand.unlink,
    SyncCommand.declaration, FullScreenCommand.declaration, UndoCommand.undo, UndoCommand.redo,
    DraftCommand.declaration, CiteCommand.declaration,
  ]

  private static let review: [Command<Session>] = [
    CommentCommand.declaration, SuggestCommand.declaration, SuggestionsCommand.declaration,
    ReviewCommand.declaration, TrayCommand.declaration,
  ]

  private static let history: [Command<Session>] = [
    LogCommand.declaration, BlameCommand.declaration, DiffCommand.declaration,
    VersionCommand.declaration,
  ]

  private static let casework: [Command<Session>] = [
    NewCommand.declaration, InviteCommand.declaration, PeopleCommand.declaration,
    CheckCommand.declaration, ImportCommand.declaration, ExportCommand.declaration,
    MilestoneCommand.declaration, TimelineCommand.declaration, ActCommand.serve, ActCommand.issue,
    ActCommand.reopen, ActCommand.amend, ActsCommand.declaration,
    RepresentationCommand.declaration, ThreadCommand.declaration, AdviceCommand.declaration,
    AuditCommand.declaration, ReturnCommand.declaration, FeedCommand.declaration,
  ]

  static func run() async -> ExitCode {
    let words: [String]
    do { words = try CommandWords.read(CommandLine.unsafeArgv) } catch {
      return fail(error)
    }
    let environment = ProcessInfo.processInfo.environment
    // Known before the rest is parsed, because a fault in the rest is told too.
    let options = words.prefix { $0 != "--" }
    var console = Console(
      environment: environment, forbidsColour: options.contains("--no-color"),
      forbidsInput: options.contains("--no-input"))
    console.isQuiet = options.contains("--quiet")
    let session = Session(
      console: console, environment: environment,
      templateFolder: value(of: "templates", in: options)
    )
    // Behind a command it names a version of the plan.
    let isVersion = options.first == "--version"
    return await root.run(isVersion ? ["version"] : words, context: session, console: console) {
      UserError(explaining: $0)
    }
  }

  /// Ends before there is a command line whose options could be followed.
  private static func fail(_ error: TerminalError) -> ExitCode {
    let failure = UserError(error, program: root.name)
    Console(
      environment: ProcessInfo.processInfo.environment, forbidsColour: true, forbidsInput: true
    ).say(failure)
    return failure.exitCode
  }

  /// An option's value, in either form it can be given.
  private static func value(of option: String, in words: ArraySlice<String>) -> String? {
    for (index, word) in zip(words.indices, words) {
      if word == "--\(option)" { return words.dropFirst(index - words.startIndex + 1).first }
      if word.hasPrefix("--\(option)=") { return String(word.dropFirst(option.count + 3)) }
    }
    return nil
  }
}
