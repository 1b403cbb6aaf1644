extension Command {
  /// What a command line asks for.
  package enum Request: Sendable {
    case run(Command, Invocation)
    /// Show help for the last of these, which was reached through the others.
    case help([Command])
  }

  /// Reads a command line, without the program's name; the receiver is the program.
  ///
  /// `--name value`, `--name=value`, `-n value`, `-nvalue`, flags together as `-ab`; options may
  /// stand anywhere before `--`; `-` alone is an argument.
  package func parse(_ words: [String]) throws(TerminalError) -> Request {
    if words.first == "help" { return try helpRequest(words.dropFirst()) }
    var parser = Parser(root: self)
    return try parser.parse(words)
  }

  private func helpRequest(_ words: ArraySlice<String>) throws(TerminalError) -> Request {
    var commands = [self]
    for word in words {
      let parent = commands[commands.count - 1]
      guard let next = parent.subcommands.first(where: { $0.name == word }) else {
        throw parent.unknown(word, under: commands.map(\.name))
      }
      commands.append(next)
    }
    return .help(commands)
  }

  fileprivate func unknown(_ word: String, under path: [String]) -> TerminalError {
    let names = subcommands.filter { !$0.isHidden }.map(\.name)
    return .unknownCommand(word, under: path, nearest: Suggestion.nearest(to: word, among: names))
  }
}

private struct Parser<Context: Sendable> {
  typealias Node = Command<Context>

  private var commands: [Node]
  private var arguments: [String] = []
  private var options: [String: [String]] = [:]
  private var wantsHelp = false

  init(root: Node) { commands = [root] }

  private var command: Node { commands[commands.count - 1] }
  private var path: [String] { commands.map(\.name) }
  private var available: [Option] { commands.flatMap(\.options) }

  mutating func parse(_ words: [String]) throws(TerminalError) -> Node.Request {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        arguments += rest
        rest = []
      } else if word.hasPrefix("--") {
        try long(word, &rest)
      } else if word.hasPrefix("-"), word != "-" {
        try short(word, &rest)
      } else {
        try positional(word)
      }
    }
    if wantsHelp { return .help(commands) }
    guard command.action != nil else {
      if commands.count == 1, options.isEmpty { return .help(commands) }
      throw .commandMissing(path)
    }
    try checkArguments()
    return .run(command, Invocation(path: path, arguments: arguments, options: options))
  }

  private mutating func positional(_ word: String) throws(TerminalError) {
    if arguments.isEmpty, !command.subcommands.isEmpty {
      if let next = command.subcommands.first(where: { $0.name == word }) {
        commands.append(next)
        return
      }
      if command.arguments.isEmpty { throw command.unknown(word, under: path) }
    }
    arguments.append(word)
  }

  private mutating func long(
    _ word: String, _ rest: inout ArraySlice<String>
  ) throws(TerminalError) {
    let body = word.dropFirst(2)
    let name = String(body.prefix { $0 != "=" })
    let value = body.count > name.count ? String(body.dropFirst(name.count + 1)) : nil
    if name == "help", value == nil {
      wantsHelp = true
      return
    }
    guard let option = available.last(where: { $0.name == name }) else {
      let names = available.filter { !$0.isHidden }.map(\.name) + ["help"]
      let nearest = Suggestion.nearest(to: name, among: names).map { "--\($0)" }
      throw .unknownOption("--\(name)", command: path, nearest: nearest)
    }
    try take(option, shown: "--\(name)", attached: value, &rest)
  }

  private mutating func short(
    _ word: String, _ rest: inout ArraySlice<String>
  ) throws(TerminalError) {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      if letter == "h" {
        wantsHelp = true
        continue
      }
      guard let option = available.last(where: { $0.short == letter }) else {
        throw .unknownOption("-\(letter)", command: path, nearest: nil)
      }
      if option.kind == .flag {
        try take(option, shown: "-\(letter)", attached: nil, &rest)
      } else {
        let attached = letters.isEmpty ? nil : String(letters)
        letters = letters.suffix(0)
        try take(option, shown: "-\(letter)", attached: attached, &rest)
      }
    }
  }

  private mutating func take(
    _ option: Option, shown: String, attached: String?, _ rest: inout ArraySlice<String>
  ) throws(TerminalError) {
    var value = ""
    switch option.kind {
    case .flag:
      if attached != nil { throw .optionTakesNoValue(shown, command: path) }
      // A flag twice says no more than once.
      options[option.name] = [value]
      return
    case .value, .choice:
      guard let given = attached ?? rest.popFirst() else {
        throw .optionNeedsValue(shown, command: path)
      }
      value = given
    }
    if case .choice(let choices) = option.kind, !choices.contains(value) {
      throw .notAChoice(value, option: shown, choices: choices)
    }
    if !option.repeats, options[option.name] != nil {
      throw .optionGivenTwice(shown, command: path)
    }
    options[option.name, default: []].append(value)
  }

  private func checkArguments() throws(TerminalError) {
    for (index, expected) in command.arguments.enumerated()
    where expected.count == .one || expected.count == .many {
      if index < arguments.count { continue }
      throw .argumentMissing(expected.name, command: path)
    }
    let last = command.arguments.last?.count
    if last != .many, last != .any, arguments.count > command.arguments.count {
      throw .tooManyArguments(arguments[command.arguments.count], command: path)
    }
  }
}
