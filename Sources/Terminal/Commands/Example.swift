/// A command line to copy, and what it does.
package struct Example: Sendable {
  package var line: String
  package var explanation: String

  package init(_ line: String, _ explanation: String) {
    self.line = line
    self.explanation = explanation
  }
}
