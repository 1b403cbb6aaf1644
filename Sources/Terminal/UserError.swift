/// A failure in the words a person reads: what happened, and what to do next.
package struct UserError: Error, Equatable {
  /// One line: what happened.
  package var summary: String
  /// One line: what to do next; empty where nothing can be done.
  package var hint: String
  package var exitCode: ExitCode

  package init(_ summary: String, hint: String = "", exitCode: ExitCode = .failed) {
    self.summary = summary
    self.hint = hint
    self.exitCode = exitCode
  }
}
