/// Completion for zsh: a function for each command, on `_arguments` (zshcompsys(1)).
struct ZshCompletions {
  let tree: CompletionTree

  var text: String {
    "#compdef \(tree.program)\n# Completion for \(tree.program) in zsh. Generated; do not edit.\n\n"
      + tree.nodes.map(function).joined(separator: "\n") + """

        if [[ $funcstack[1] == _\(tree.program) ]]; then
          _\(tree.program) "$@"
        else
          compdef _\(tree.program) \(tree.program)
        fi

        """
  }

  private func function(_ node: CompletionTree.Node) -> String {
    var text = "_\(node.function)() {\n"
    let specifications = node.options.flatMap(specifications)
    if node.subcommands.isEmpty {
      text += arguments("_arguments -s", specifications + node.arguments.map(specification))
      return text + "}\n"
    }
    text += "  local context state state_descr line\n  typeset -A opt_args\n"
    text += arguments("_arguments -C -s", specifications + ["1: :->command", "*:: :->rest"])
    text += "  case $state in\n    command)\n      local -a commands=(\n"
    for child in node.subcommands {
      text += "        \(Shell.quoted("\(escaped(child.name)):\(child.summary)"))\n"
    }
    text += "      )\n      _describe command commands ;;\n    rest)\n      case $line[1] in\n"
    for child in node.subcommands {
      let function = "\(node.function)_\(child.name.replacing("-", with: "_"))"
      text += "        \(child.name)) _\(function) ;;\n"
    }
    return text + "      esac ;;\n  esac\n}\n"
  }

  private func arguments(_ command: String, _ specifications: [String]) -> String {
    "  \(command)" + specifications.map { " \\\n    \(Shell.quoted($0))" }.joined() + "\n"
  }

  private func specifications(_ option: Option) -> [String] {
    let help = "[\(escaped(option.help))]"
    let value: String
    switch option.kind {
    case .flag: value = ""
    case .choice(let choices): value = ":\(option.name):(\(choices.joined(separator: " ")))"
    case .value(let placeholder): value = ":\(escaped(placeholder)):\(action(placeholder))"
    }
    let words = option.words
    return words.map { word in
      let others = option.repeats ? "*" : words.count > 1 ? "(\(words.joined(separator: " ")))" : ""
      // A long option takes its value behind “=” or as the next word, a short one also attached.
      let joint = option.kind == .flag ? "" : word.hasPrefix("--") ? "=" : "+"
      return others + word + joint + help + value
    }
  }

  private func specification(_ argument: Argument) -> String {
    let action = argument.isFile ? "_files" : " "
    return switch argument.count {
    case .one: ":\(escaped(argument.name)):\(action)"
    case .optional: "::\(escaped(argument.name)):\(action)"
    case .many, .any: "*:\(escaped(argument.name)):\(action)"
    }
  }

  private func action(_ placeholder: String) -> String {
    switch placeholder {
    case "FILE": "_files"
    case "DIR": "_files -/"
    default: " "
    }
  }

  private func escaped(_ text: String) -> String {
    text.replacing(":", with: "\\:").replacing("[", with: "\\[").replacing("]", with: "\\]")
  }
}
