/// Completion for fish (its manual, “Writing your own completions”).
struct FishCompletions {
  let tree: CompletionTree

  private var path: String { "__\(tree.program)_command" }

  var text: String {
    """
    # Completion for \(tree.program) in fish. Generated; do not edit.
    function \(path)
      set -l command \(Shell.quoted(tree.program))
      set -l takes 0
      for word in (commandline -opc)[2..-1]
        if test $takes = 1
          set takes 0
          continue
        end
        switch "$command:$word"
    \(descents)\(takers)    end
      end
      test "$command" = "$argv[1]"
    end
    complete -c \(tree.program) -f

    """ + tree.nodes.map(lines).joined()
  }

  private var descents: String {
    tree.nodes.flatMap { node in
      node.subcommands.map { child in
        "      case \(quoted("\(node.name):\(child.name)"))\n"
          + "        set command \(quoted("\(node.name) \(child.name)"))\n"
      }
    }.joined()
  }

  private var takers: String {
    tree.nodes.map { node in
      let words = node.options.filter { $0.kind != .flag }.flatMap(\.words)
      let patterns = words.map { quoted("\(node.name):\($0)") }.joined(separator: " ")
      return words.isEmpty ? "" : "      case \(patterns)\n        set takes 1\n"
    }.joined()
  }

  private func lines(_ node: CompletionTree.Node) -> String {
    let condition = "complete -c \(tree.program) -n \(quoted("\(path) \"\(node.name)\""))"
    var text = ""
    for child in node.subcommands {
      text += "\(condition) -a \(quoted(child.name)) -d \(quoted(child.summary))\n"
    }
    for option in node.options {
      let short = option.short.map { " -s \($0)" } ?? ""
      text +=
        "\(condition)\(short) -l \(option.name)\(value(option)) -d \(quoted(option.help))\n"
    }
    if node.arguments.contains(where: { $0.isFile }) { text += "\(condition) -F\n" }
    return text
  }

  private func value(_ option: Option) -> String {
    switch option.kind {
    case .flag: return ""
    case .choice(let choices): return " -x -a \(quoted(choices.joined(separator: " ")))"
    case .value("FILE"): return " -r -F"
    case .value("DIR"): return " -x -a '(__fish_complete_directories)'"
    case .value: return " -x"
    }
  }

  /// In single quotes fish knows two escapes, `\\'` and `\\\\`.
  private func quoted(_ text: String) -> String {
    "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }
}
