import Foundation

extension UserError {
  /// For a file or store that could not grow.
  package static let diskIsFull = UserError(
    "The disk is full; nothing is lost.", hint: "Free some space and run it again.")

  /// The words for `error`; `program` is the name to suggest commands with.
  package init(_ error: TerminalError, program: String) {
    switch error {
    case .unknownCommand(let word, let path, let nearest):
      self.init(
        "There is no command “\(Self.line(path + [word]))”.",
        hint: nearest.map { "Did you mean “\(Self.line(path + [$0]))”?" }
          ?? "Run \(Self.line(path)) --help for the commands there are.", exitCode: .usage)
    case .unknownOption(let option, let path, let nearest):
      self.init(
        "“\(Self.line(path))” has no option “\(Escaping.line(option))”.",
        hint: nearest.map { "Did you mean “\($0)”?" } ?? Self.helpHint(path), exitCode: .usage)
    case .optionNeedsValue(let option, let path):
      self.init("“\(option)” needs a value.", hint: Self.helpHint(path), exitCode: .usage)
    case .optionTakesNoValue(let option, let path):
      self.init("“\(option)” takes no value.", hint: Self.helpHint(path), exitCode: .usage)
    case .notAChoice(let value, let option, let choices):
      self.init(
        "“\(Escaping.line(value))” is not something “\(option)” can be.",
        hint: "Give one of: \(choices.joined(separator: ", ")).", exitCode: .usage)
    case .optionGivenTwice(let option, let path):
      self.init("“\(option)” is given twice.", hint: Self.helpHint(path), exitCode: .usage)
    case .argumentMissing(let argument, let path):
      self.init(
        "“\(Self.line(path))” needs \(argument).", hint: Self.helpHint(path), exitCode: .usage)
    case .tooManyArguments(let argument, let path):
      self.init(
        "“\(Self.line(path))” does not know what to do with “\(Escaping.line(argument))”.",
        hint: Self.helpHint(path), exitCode: .usage)
    case .argumentNotUTF8(let position):
      self.init(
        "Word \(position) of the command is not UTF-8.",
        hint: "Set the terminal to UTF-8, or give the text in a file.", exitCode: .usage)
    case .commandMissing(let path):
      self.init(
        "“\(Self.line(path))” needs one of its commands.", hint: Self.helpHint(path),
        exitCode: .usage)
    case .inputNeeded, .inputEnded, .inputTooLong, .inputNotUTF8, .notConfirmed:
      self.init(input: error)
    case .notATerminal:
      self.init(
        "A full screen needs a terminal.",
        hint: "Run it at one. In a pipe: \(program) show, \(program) edit.", exitCode: .usage)
    case .noEditor, .editorFailed:
      self.init(editor: error, program: program)
    case .cannotWrite(let code):
      self.init(
        "The output could not be written: \(Self.reason(code)).",
        hint: "Nothing on this device has changed because of it.")
    case .cannotReadFile(let path, let code):
      self.init(
        "“\(Escaping.line(path))” could not be read: \(Self.reason(code)).",
        hint: "Check the name, and that you may open it.")
    case .cannotWriteFile(_, ENOSPC), .cannotWriteFile(_, EDQUOT): self = .diskIsFull
    case .cannotWriteFile(let path, ENOENT):
      self.init(
        "“\(Escaping.line(path))” is in a folder that is not there.",
        hint: "Make the folder first, or choose another place for the file.")
    case .cannotWriteFile(let path, let code):
      self.init(
        "“\(Escaping.line(path))” could not be written: \(Self.reason(code)).",
        hint: "Choose another place for it.")
    }
  }

  private init(input error: TerminalError) {
    switch error {
    case .inputEnded:
      self.init("The input ended before there was an answer.", hint: "Nothing was changed.")
    case .inputTooLong(let limit):
      self.init(
        "The text is longer than \(limit / 1024) KiB.", hint: "Give it in smaller pieces.",
        exitCode: .usage)
    case .inputNotUTF8:
      self.init(
        "The text is not UTF-8.", hint: "Save it as UTF-8 and try again.", exitCode: .usage)
    case .notConfirmed(let expected):
      self.init(
        "Not confirmed: “\(Escaping.line(expected))” was to be typed.",
        hint: "Nothing was changed.")
    default:
      let what = if case .inputNeeded(let what) = error { what } else { "an answer" }
      self.init(
        "This needs \(what), and there is no terminal to ask at.",
        hint: "Run it at a terminal, or give it as an option (--help shows which).",
        exitCode: .usage)
    }
  }

  private init(editor error: TerminalError, program: String) {
    if case .editorFailed(let command, let status) = error {
      self.init(
        "The editor “\(Escaping.line(command))” ended with status \(status).",
        hint: "Nothing was changed. Choose another with EHCP_EDITOR.")
    } else {
      self.init(
        "No editor is set.",
        hint: "Set EHCP_EDITOR (for example EHCP_EDITOR=nano), or give the text with --from.")
    }
  }

  private static func helpHint(_ path: [String]) -> String { "Run \(line(path)) --help." }

  private static func line(_ words: [String]) -> String {
    words.map(Escaping.line).joined(separator: " ")
  }

  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
