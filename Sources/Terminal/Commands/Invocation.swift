/// What a command line said, after parsing.
package struct Invocation: Equatable, Sendable {
  /// The program and the command: `["ehcp", "comment", "add"]`.
  package var path: [String]
  /// The values given by place, in order.
  package var arguments: [String]
  /// Values of options by name; a flag's is the empty string.
  package var options: [String: [String]]

  package init(path: [String], arguments: [String] = [], options: [String: [String]] = [:]) {
    self.path = path
    self.arguments = arguments
    self.options = options
  }

  /// The argument at `index`, if so many were given.
  package func argument(_ index: Int) -> String? {
    arguments.indices.contains(index) ? arguments[index] : nil
  }

  package func flag(_ name: String) -> Bool { options[name] != nil }

  package func value(_ name: String) -> String? { options[name]?.first }

  package func values(_ name: String) -> [String] { options[name] ?? [] }
}
