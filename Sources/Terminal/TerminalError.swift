/// What can go wrong between a program and the person at the keyboard.
package enum TerminalError: Error, Equatable {
  // The command line.
  case unknownCommand(String, under: [String], nearest: String?)
  case unknownOption(String, command: [String], nearest: String?)
  case optionNeedsValue(String, command: [String])
  case optionTakesNoValue(String, command: [String])
  case notAChoice(String, option: String, choices: [String])
  /// A word that is not UTF-8; the program's name is at position 0.
  case argumentNotUTF8(position: Int)
  case optionGivenTwice(String, command: [String])
  case argumentMissing(String, command: [String])
  case tooManyArguments(String, command: [String])
  /// A group of commands was named without one of its commands.
  case commandMissing([String])

  // The keyboard.
  /// Something must be typed, and nobody is there to type it (or `--no-input` was given).
  case inputNeeded(String)
  case inputEnded
  /// A full screen needs a terminal for both input and output.
  case notATerminal
  case inputTooLong(limit: Int)
  case inputNotUTF8
  case notConfirmed(expected: String)

  // The editor.
  case noEditor
  case editorFailed(command: String, status: Int32)

  // The system; the number is `errno`.
  case cannotWrite(Int32)
  case cannotReadFile(String, Int32)
  case cannotWriteFile(String, Int32)
}
