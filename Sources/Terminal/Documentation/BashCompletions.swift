/// Completion for bash (its manual, “Programmable Completion”), without the bash-completion library.
struct BashCompletions {
  let tree: CompletionTree

  private var function: String { "_\(tree.program)_complete" }

  var text: String {
    """
    # Completion for \(tree.program) in bash. Generated; do not edit.
    \(function)() {
      local current=${COMP_WORDS[COMP_CWORD]} command=\(Shell.quoted(tree.program))
      local option= word words= kind= index
      for ((index = 1; index < COMP_CWORD; index++)); do
        word=${COMP_WORDS[index]}
        if [[ $word == '=' ]]; then continue; fi
        if [[ -n $option ]]; then option=; continue; fi
        case "$command:$word" in
    \(descents)\(takers)    esac
      done
      if [[ $current == '=' ]]; then current=; fi
      if [[ -n $option ]]; then
        case "$command:$option" in
    \(values)    esac
      else
        case "$command" in
    \(candidates)    esac
        if [[ $current != -* && -z $kind ]]; then words=${words%%|*}; else words=${words/|/ }; fi
      fi
      COMPREPLY=()
      if [[ $kind == d ]]; then
        mapfile -t COMPREPLY < <(compgen -d -- "$current")
      elif [[ $kind == f && $current != -* ]]; then
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
      else
        mapfile -t COMPREPLY < <(compgen -W "${words/|/ }" -- "$current")
      fi
    }
    complete -o filenames -F \(function) \(tree.program)

    """
  }

  /// A word that names a command below leads there.
  private var descents: String {
    tree.nodes.flatMap { node in
      node.subcommands.map { child in
        line(
          ["\(node.name):\(child.name)"], "command=\(Shell.quoted("\(node.name) \(child.name)"))")
      }
    }.joined()
  }

  /// A word that is an option with a value makes the next word that value.
  private var takers: String {
    tree.nodes.map { node in
      let words = node.options.filter { $0.kind != .flag }.flatMap(\.words)
      return words.isEmpty ? "" : line(words.map { "\(node.name):\($0)" }, "option=$word")
    }.joined()
  }

  private var values: String {
    tree.nodes.flatMap { node in
      node.options.compactMap { option in
        let patterns = option.words.map { "\(node.name):\($0)" }
        if case .choice(let choices) = option.kind {
          return line(patterns, "words=\(Shell.quoted(choices.joined(separator: " ")))")
        }
        switch option.placeholder {
        case "FILE": return line(patterns, "kind=f")
        case "DIR": return line(patterns, "kind=d")
        default: return nil
        }
      }
    }.joined()
  }

  /// The commands below, a bar, the options.
  private var candidates: String {
    tree.nodes.map { node in
      let commands = node.subcommands.map(\.name).joined(separator: " ")
      let options = node.options.flatMap(\.words).joined(separator: " ")
      let kind = node.arguments.contains { $0.isFile } ? "; kind=f" : ""
      return line([node.name], "words=\(Shell.quoted("\(commands)|\(options)"))\(kind)")
    }.joined()
  }

  private func line(_ patterns: [String], _ action: String) -> String {
    "      \(patterns.map(Shell.quoted).joined(separator: " | "))) \(action) ;;\n"
  }
}
