import Foundation

/// The commands that turn a program's own declarations into its manual and its completions.
package enum DocumentationCommands {
  /// `man` and `generate`.
  ///
  /// - Parameters:
  ///   - root: the program, asked for when a command runs.
  ///   - console: where a context writes.
  package static func commands<Context>(
    of root: @escaping @Sendable () -> Command<Context>, _ manual: Manual,
    console: @escaping @Sendable (Context) -> Console
  ) -> [Command<Context>] {
    let program = manual.section == 1 ? "ehcp" : "ehcpd"
    let man = Command<Context>(
      "man", "Read the manual",
      examples: [
        Example("\(program) man", "the program"), Example("\(program) man generate", "a command"),
        Example("\(program) man > \(program).\(manual.section)", "the page itself, for man -l"),
      ],
      arguments: [Argument("COMMAND", "a command, as in: comment add", count: .any)],
      section: "Other"
    ) { context, invocation in
      guard
        case .help(let commands) = try root().parse(["help"] + invocation.arguments)
      else { return .usage }
      try show(commands, manual, console(context))
      return .done
    }
    return [man, generate(of: root, manual, program, console: console)]
  }

  // MARK: Reading

  private static func show<Context>(
    _ commands: [Command<Context>], _ manual: Manual, _ console: Console
  ) throws {
    let page = ManualPage(of: commands, manual)
    guard console.outputIsTerminal else { return try console.write(page.text) }
    let file = NSTemporaryDirectory() + "/\(UUID().uuidString).\(manual.section)"
    defer { unlink(file) }
    let isShown =
      FileManager.default.createFile(atPath: file, contents: Data(page.text.utf8))
      && Pager.run(["man", "-l", file])
    // Without a manual on this machine, help says the same.
    if !isShown { try console.write(Command.help(commands, style: console.outputStyle)) }
  }

  // MARK: Writing

  private static func generate<Context>(
    of root: @escaping @Sendable () -> Command<Context>, _ manual: Manual, _ program: String,
    console: @escaping @Sendable (Context) -> Console
  ) -> Command<Context> {
    let folder = Option("output", short: "o", .value("DIR"), "the folder to write into")
    let pages = Command<Context>(
      "man", "Write the pages of the manual",
      examples: [
        Example("\(program) generate man -o ~/.local/share/man/man\(manual.section)", "for “man”")
      ],
      options: [folder]
    ) { context, invocation in
      let path = try self.folder(invocation, program)
      let pages = ManualPage.all(of: root(), manual)
      for page in pages { try write(page.text, to: "\(path)/\(page.fileName)") }
      console(context).say(
        .done, "\(pages.count) pages in \(Escaping.line(path)).",
        next: "man -l \(Escaping.line(path))/\(pages[0].fileName)")
      return .done
    }
    let completions = Command<Context>(
      "completions", "Write what completes commands in a shell",
      examples: [
        Example(
          "\(program) generate completions bash -o ~/.local/share/bash-completion/completions", ""),
        Example("\(program) generate completions fish", "to standard output"),
      ],
      arguments: [Argument("SHELL", Shell.allCases.map(\.rawValue).joined(separator: ", "))],
      options: [folder]
    ) { context, invocation in
      let name = invocation.argument(0) ?? ""
      guard let shell = Shell(rawValue: name) else {
        throw UserError(
          "“\(Escaping.line(name))” is no shell that completions are written for.",
          hint: "Give one of: \(Shell.allCases.map(\.rawValue).joined(separator: ", ")).",
          exitCode: .usage)
      }
      let script = shell.completions(for: root())
      guard invocation.value("output") != nil else {
        try console(context).write(script)
        return .done
      }
      let path = try self.folder(invocation, program) + "/" + shell.fileName(for: program)
      try write(script, to: path)
      console(context).say(
        .done,
        "\(Escaping.line(path)). \(shell.rawValue) looks for it at \(shell.place(for: program)).",
        next: "open a new shell")
      return .done
    }
    return Command(
      "generate", "Write the manual's pages, or completions for a shell",
      examples: [
        Example("\(program) generate man -o man", "every page"),
        Example("\(program) generate completions zsh -o ~/.zfunc", ""),
      ],
      subcommands: [pages, completions], section: "Other")
  }

  private static func folder(
    _ invocation: Invocation, _ program: String
  ) throws(UserError) -> String {
    guard let path = invocation.value("output"), !path.isEmpty else {
      throw UserError(
        "Where to?", hint: "Give a folder: \(invocation.path.joined(separator: " ")) -o DIR",
        exitCode: .usage)
    }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw UserError(.cannotWriteFile(path, errno), program: program)
    }
    return path
  }

  private static func write(_ text: String, to path: String) throws(TerminalError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .cannotWriteFile(path, errno) }
    defer { close(descriptor) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { throw .cannotWriteFile(path, errno) }
      if count > 0 { rest = rest.dropFirst(count) }
    }
  }
}
