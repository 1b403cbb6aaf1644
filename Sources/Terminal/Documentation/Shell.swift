/// A shell that commands can be completed in.
package enum Shell: String, Sendable, CaseIterable {
  case bash, zsh, fish

  /// The script that completes a program's commands, options and their values.
  package func completions<Context>(for root: Command<Context>) -> String {
    let tree = CompletionTree(root)
    return switch self {
    case .bash: BashCompletions(tree: tree).text
    case .zsh: ZshCompletions(tree: tree).text
    case .fish: FishCompletions(tree: tree).text
    }
  }

  /// The name under which the shell looks for the script.
  package func fileName(for program: String) -> String {
    switch self {
    case .bash: program
    case .zsh: "_\(program)"
    case .fish: "\(program).fish"
    }
  }

  /// Where to put it so that the shell finds it.
  package func place(for program: String) -> String {
    switch self {
    case .bash: "~/.local/share/bash-completion/completions/\(program)"
    case .zsh: "a folder of your $fpath, as _\(program)"
    case .fish: "~/.config/fish/completions/\(program).fish"
    }
  }

  /// A word that the shell takes literally.
  static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
