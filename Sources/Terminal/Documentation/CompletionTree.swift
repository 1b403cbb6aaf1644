/// A program's commands as completion scripts need them: every command with all it may be given.
struct CompletionTree: Sendable {
  struct Node: Sendable {
    /// The program and the command: `["ehcp", "comment", "add"]`.
    var path: [String]
    var subcommands: [(name: String, summary: String)]
    /// Its own and those of the commands above it.
    var options: [Option]
    var arguments: [Argument]

    var name: String { path.joined(separator: " ") }
    /// As part of a function's name.
    var function: String { path.joined(separator: "_").replacing("-", with: "_") }
  }

  /// The program first, each command before those below it.
  private(set) var nodes: [Node] = []
  let program: String

  init<Context>(_ root: Command<Context>) {
    program = root.name
    add(root, path: [], options: [])
  }

  private mutating func add<Context>(
    _ command: Command<Context>, path: [String], options: [Option]
  ) {
    let help = Option("help", short: "h", .flag, "show help")
    let path = path + [command.name]
    let options = command.options.filter { !$0.isHidden } + options
    let children = command.subcommands.filter { !$0.isHidden }
    nodes.append(
      Node(
        path: path, subcommands: children.map { ($0.name, $0.summary) }, options: options + [help],
        arguments: command.arguments))
    for child in children { add(child, path: path, options: options) }
  }
}

extension Option {
  /// As typed, the long form first.
  var words: [String] { ["--\(name)"] + (short.map { ["-\($0)"] } ?? []) }

  var placeholder: String? {
    if case .value(let placeholder) = kind { placeholder } else { nil }
  }
}

extension Argument {
  /// Whether a file may stand there.
  var isFile: Bool { name == "FILE" }
}
