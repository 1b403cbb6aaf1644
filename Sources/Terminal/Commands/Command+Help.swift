extension Command {
  /// Help for the last of `commands`, which was reached through the others; examples first.
  package static func help(_ commands: [Command], style: ConsoleStyle) -> String {
    guard let command = commands.last else { return "" }
    return HelpPage(command: command, parents: Array(commands.dropLast()), style: style).text
  }
}

private struct HelpPage<Context: Sendable> {
  let command: Command<Context>
  let parents: [Command<Context>]
  let style: ConsoleStyle

  private var path: String { (parents + [command]).map(\.name).joined(separator: " ") }

  var text: String {
    var blocks = [wrapped(command.summary + ".")]
    blocks += paragraphs(command.discussion)
    if !command.examples.isEmpty {
      blocks.append(section("Examples", rows: command.examples.map { ($0.line, $0.explanation) }))
    }
    blocks.append(heading("Usage") + usage.map { "  \($0)\n" }.joined())
    if !command.arguments.isEmpty {
      blocks.append(section("Arguments", rows: command.arguments.map { ($0.name, $0.help) }))
    }
    blocks += subcommandBlocks
    let own = command.options.filter { !$0.isHidden }
    if !own.isEmpty {
      let title = command.subcommands.isEmpty ? "Options" : "Options of every command"
      blocks.append(section(title, rows: own.map { ($0.synopsis, $0.help) }))
    }
    let inherited = parents.flatMap(\.options).filter { !$0.isHidden }
    if !inherited.isEmpty {
      let rows = inherited.map { ($0.synopsis, $0.help) }
      blocks.append(section("Options of every command", rows: rows))
    }
    return blocks.joined(separator: "\n")
  }

  private var usage: [String] {
    var lines: [String] = []
    if command.action != nil {
      let arguments = command.arguments.map { argument in
        switch argument.count {
        case .one: argument.name
        case .optional: "[\(argument.name)]"
        case .many: "\(argument.name) …"
        case .any: "[\(argument.name) …]"
        }
      }
      let options = command.options.isEmpty ? [] : ["[options]"]
      lines.append(([path] + arguments + options).joined(separator: " "))
    }
    if !command.subcommands.isEmpty { lines.append("\(path) COMMAND …") }
    return lines
  }

  private var subcommandBlocks: [String] {
    let visible = command.subcommands.filter { !$0.isHidden }
    var titles: [String] = []
    for child in visible where !titles.contains(child.section) { titles.append(child.section) }
    return titles.map { title in
      section(
        title, rows: visible.filter { $0.section == title }.map { ($0.name, $0.summary) })
    }
  }

  private func heading(_ title: String) -> String { style.bold(title) + "\n" }

  private func wrapped(_ text: String) -> String {
    Wrapping.lines(text, width: style.width).map { $0 + "\n" }.joined()
  }

  private func paragraphs(_ text: String) -> [String] {
    text.isEmpty ? [] : text.split(separator: "\n\n").map { wrapped(String($0)) }
  }

  /// Two columns, the second wrapped; a left side too wide for the page stands on its own line.
  private func section(_ title: String, rows: [(left: String, right: String)]) -> String {
    let widest = rows.map { DisplayWidth.of($0.left) }.max() ?? 0
    let column = min(widest, max(16, style.width / 2 - 4))
    var text = heading(title)
    for row in rows {
      let padding = String(repeating: " ", count: column + 4)
      var lines =
        row.right.isEmpty ? [] : Wrapping.lines(row.right, width: max(20, style.width - column - 4))
      let width = DisplayWidth.of(row.left)
      if width <= column {
        let first = lines.isEmpty ? "" : lines.removeFirst()
        let gap = String(repeating: " ", count: first.isEmpty ? 0 : column - width + 2)
        text += "  \(row.left)\(gap)\(first)\n"
      } else {
        text += "  \(row.left)\n"
      }
      text += lines.map { padding + $0 + "\n" }.joined()
    }
    return text
  }
}
