import Terminal

extension Program {
  /// `man` and `generate`, made of the commands themselves.
  static let documentation: [Command<Context>] = DocumentationCommands.commands(
    of: { command }, manual, console: { $0.console })

  private static let manual = Manual(
    section: 8, version: version,
    environment: [
      ("EHCPD_DATA", "The server's data folder, as --data gives."),
      ("NO_COLOR", "No colour, whatever it holds."),
    ])
}
