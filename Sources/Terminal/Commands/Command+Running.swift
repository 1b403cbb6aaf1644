extension Command {
  /// Reads the command line, runs what it asks for, and says how it ended.
  ///
  /// `explain` finds the words for an error of the program's own modules.
  package func run(
    _ words: [String], context: Context, console: Console,
    explain: (any Error) -> UserError
  ) async -> ExitCode {
    do {
      switch try parse(words) {
      case .help(let commands):
        try console.write(Self.help(commands, style: console.outputStyle))
        return .done
      case .run(let command, let invocation):
        guard let action = command.action else { return .usage }
        return try await action(context, invocation)
      }
    } catch {
      let failure: UserError
      switch error {
      case let error as UserError: failure = error
      case let error as TerminalError: failure = UserError(error, program: name)
      default: failure = explain(error)
      }
      console.say(failure)
      return failure.exitCode
    }
  }
}
