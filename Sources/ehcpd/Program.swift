import Foundation
import Terminal

/// The command line of the server and its administration.
enum Program {
  /// The version of this program.
  static let version = "0.1.0"

  static func run() async -> ExitCode {
    signal(SIGPIPE, SIG_IGN)
    let environment = ProcessInfo.processInfo.environment
    let words: [String]
    do { words = try CommandWords.read(CommandLine.unsafeArgv) } catch {
      let failure = UserError(error, program: command.name)
      Console(environment: environment, forbidsColour: true, forbidsInput: true).say(failure)
      return failure.exitCode
    }
    let console = Console(
      environment: environment, forbidsColour: words.contains("--no-color"), forbidsInput: true)
    let context = Context(console: console, environment: environment)
    return await command.run(words, context: context, console: console, explain: explain)
  }

  static let command = Command<Context>(
    "ehcpd", "Serve EHC plans, and look after the server",
    examples: [
      Example("ehcpd init --data /srv/ehcp", "Set up a data folder"),
      Example("ehcpd user add \"M. Okoro\" --role caseworker --data /srv/ehcp", "Make an account"),
      Example("ehcpd serve --data /srv/ehcp", "Serve on this machine, at port 8080"),
      Example(
        "ehcpd serve --data /srv/ehcp --listen 0.0.0.0:443 --tls-cert chain.pem --tls-key key.pem",
        "Serve to everybody, with TLS"),
    ],
    options: [
      Option("version", .flag, "Show the version"),
      Option("no-color", .flag, "Write without colour"),
    ],
    subcommands: [
      initialise, serve, checkConfiguration, user, audit, hold, verify, doctor, backup, restore,
      compact, erase, demo,
    ] + documentation, action: showVersionOrHelp)

  @Sendable private static func showVersionOrHelp(
    _ context: Context, _ invocation: Invocation
  ) throws -> ExitCode {
    try context.console.write(
      invocation.flag("version")
        ? "ehcpd \(version)\n"
        : Command<Context>.help([command], style: context.console.outputStyle))
    return .done
  }
}
