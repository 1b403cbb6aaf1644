/// One command of a program, declared: the source of parsing, help and everything else about it.
///
/// A command has subcommands, or an action, or both (`devices` lists them, `devices revoke` is one of
/// its subcommands). `Context` is what the program gives every action.
package struct Command<Context: Sendable>: Sendable {
  /// What the command does; it throws whatever went wrong, and the program finds the words.
  package typealias Action = @Sendable (Context, Invocation) async throws -> ExitCode

  package var name: String
  /// One line, imperative, no full stop: “Change one field”.
  package var summary: String
  /// Paragraphs of plain text below the summary; may be empty.
  package var discussion: String
  package var examples: [Example]
  package var arguments: [Argument]
  /// Options of this command and of every command below it.
  package var options: [Option]
  package var subcommands: [Command]
  /// The heading under which the parent's help lists it.
  package var section: String
  /// Works, and is not listed.
  package var isHidden: Bool
  package var action: Action?

  package init(
    _ name: String, _ summary: String, discussion: String = "", examples: [Example] = [],
    arguments: [Argument] = [], options: [Option] = [], subcommands: [Command] = [],
    section: String = "Commands", isHidden: Bool = false, action: Action? = nil
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    self.examples = examples
    self.arguments = arguments
    self.options = options
    self.subcommands = subcommands
    self.section = section
    self.isHidden = isHidden
    self.action = action
  }
}
