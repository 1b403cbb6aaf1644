import Terminal

extension Program {
  /// `man` and `generate`, made of the commands themselves.
  static let documentation: [Command<Session>] = DocumentationCommands.commands(
    of: { root }, manual, console: { $0.console })

  private static let manual = Manual(
    section: 1, version: version,
    environment: [
      ("EHCP_HOME", "The folder that holds your plans on this device."),
      ("EHCP_EDITOR, VISUAL, EDITOR", "The editor; the first that is set."),
      ("EHCP_CA_FILE", "A PEM file of authorities to trust in place of the system's."),
      ("EHCP_TEMPLATES", "A folder of rule packs, as --templates gives."),
      ("EHCP_LOOK", "A folder with the authority's look, as export --look gives."),
      ("NO_COLOR", "No colour, whatever it holds."),
    ],
    files: [
      ("~/.local/share/ehcp", "Your plans, unless EHCP_HOME or XDG_DATA_HOME say otherwise."),
      (
        "~/.local/share/ehcp/look",
        "The authority's look, where neither --look nor EHCP_LOOK names one."
      ),
    ])
}
