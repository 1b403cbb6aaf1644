/// A command's page of the manual, in the language of man(7), which every roff reads.
package struct ManualPage: Sendable {
  /// As in `ehcp-comment-add.1`.
  package let fileName: String
  package let text: String

  /// The page of the last of `commands`, which is reached through the others.
  package init<Context>(of commands: [Command<Context>], _ manual: Manual) {
    let writer = ManualWriter(commands, manual)
    fileName = "\(writer.name).\(manual.section)"
    text = writer.text
  }

  /// The pages of a program: its own first, then one for each command that is listed.
  package static func all<Context>(of root: Command<Context>, _ manual: Manual) -> [ManualPage] {
    pages([root], manual)
  }

  private static func pages<Context>(
    _ commands: [Command<Context>], _ manual: Manual
  ) -> [ManualPage] {
    let children = commands[commands.count - 1].subcommands.filter { !$0.isHidden }
    return [ManualPage(of: commands, manual)]
      + children.flatMap { pages(commands + [$0], manual) }
  }
}

private struct ManualWriter<Context: Sendable> {
  private let commands: [Command<Context>]
  private let manual: Manual

  init(_ commands: [Command<Context>], _ manual: Manual) {
    self.commands = commands
    self.manual = manual
  }

  private var command: Command<Context> { commands[commands.count - 1] }
  private var parents: ArraySlice<Command<Context>> { commands.dropLast() }
  private var path: String { commands.map(\.name).joined(separator: " ") }
  var name: String { commands.map(\.name).joined(separator: "-") }
  private var isProgram: Bool { commands.count == 1 }
  private var programName: String { commands[0].name }

  var text: String {
    let title = [
      Roff.quoted(name.uppercased()), "\(manual.section)", "\"\"",
      Roff.quoted("\(programName) \(manual.version)"), Roff.quoted("EHC plans"),
    ]
    var text = ".TH " + title.joined(separator: " ") + "\n"
    text += ".SH NAME\n\(Roff.text(name)) \\- \(Roff.text(command.summary))\n"
    text += ".SH SYNOPSIS\n" + synopses.joined(separator: ".br\n")
    text += examples
    text += paragraphs
    text += list(
      "ARGUMENTS", command.arguments.map { (Roff.italic($0.name), $0.help) })
    text += subcommands
    text += list(
      isProgram ? "OPTIONS OF EVERY COMMAND" : "OPTIONS", rows(command.options))
    text += list("OPTIONS OF EVERY COMMAND", rows(parents.flatMap(\.options)))
    if isProgram {
      let codes = ExitCode.allCases.map { (Roff.bold("\($0.rawValue)"), $0.meaning) }
      text += list("EXIT STATUS", codes)
      text += list("ENVIRONMENT", manual.environment.map { (Roff.bold($0.name), $0.meaning) })
      text += list("FILES", manual.files.map { (Roff.italic($0.name), $0.meaning) })
    }
    return text + seeAlso
  }

  private var synopses: [String] {
    var lines: [String] = []
    if command.action != nil {
      let arguments = command.arguments.map { argument in
        let name = Roff.italic(argument.name)
        return switch argument.count {
        case .one: name
        case .optional: "[\(name)]"
        case .many: "\(name) \\&..."
        case .any: "[\(name) \\&...]"
        }
      }
      let options = command.options.isEmpty ? [] : ["[\(Roff.italic("options"))]"]
      lines.append(([Roff.bold(path)] + arguments + options).joined(separator: " ") + "\n")
    }
    if !command.subcommands.isEmpty {
      lines.append("\(Roff.bold(path)) \(Roff.italic("COMMAND")) \\&...\n")
    }
    return lines
  }

  private var examples: String {
    if command.examples.isEmpty { return "" }
    return ".SH EXAMPLES\n"
      + command.examples.map { example in
        let line = ".TP\n" + Roff.bold(example.line) + "\n"
        return example.explanation.isEmpty ? line + "\\&\n" : line + sentence(example.explanation)
      }.joined()
  }

  private var paragraphs: String {
    if command.discussion.isEmpty { return "" }
    let pieces = command.discussion.split(separator: "\n\n").map { Roff.lines(String($0)) }
    return ".SH DESCRIPTION\n" + pieces.joined(separator: ".PP\n")
  }

  private var subcommands: String {
    let visible = command.subcommands.filter { !$0.isHidden }
    if visible.isEmpty { return "" }
    var titles: [String] = []
    for child in visible where !titles.contains(child.section) { titles.append(child.section) }
    return ".SH COMMANDS\n"
      + titles.map { title in
        let heading = titles.count > 1 ? ".SS \(Roff.quoted(title))\n" : ""
        return heading
          + visible.filter { $0.section == title }.map { child in
            let page = Roff.bold("\(name)-\(child.name)") + "(\(manual.section))"
            return ".TP\n\(page)\n" + sentence(child.summary)
          }.joined()
      }.joined()
  }

  private var seeAlso: String {
    var pages: [String] = []
    if commands.count > 2 { pages.append(parents.map(\.name).joined(separator: "-")) }
    if !isProgram { pages.append(programName) }
    if isProgram { pages.append(programName == "ehcp" ? "ehcpd" : "ehcp") }
    let references = pages.map { page in
      let section = isProgram ? (page == "ehcpd" ? 8 : 1) : manual.section
      return Roff.bold(page) + "(\(section))"
    }
    return ".SH SEE ALSO\n" + references.joined(separator: ", ") + "\n"
  }

  private func rows(_ options: [Option]) -> [(String, String)] {
    options.filter { !$0.isHidden }.map { (Roff.bold($0.synopsis), $0.help) }
  }

  /// Terms with what they mean; nothing where there are none.
  private func list(_ title: String, _ rows: [(term: String, meaning: String)]) -> String {
    if rows.isEmpty { return "" }
    return ".SH \(Roff.quoted(title))\n"
      + rows.map { ".TP\n\($0.term)\n" + sentence($0.meaning) }.joined()
  }

  /// With a capital and a full stop, as a manual has it.
  private func sentence(_ text: String) -> String {
    guard let first = text.first else { return "\\&\n" }
    let ends = text.last.map { ".!?:".contains($0) } ?? true
    return Roff.lines(first.uppercased() + text.dropFirst() + (ends ? "" : "."))
  }
}
