import Foundation

/// The words of a command line, as the system gives them.
package enum CommandWords {
  /// The words, without the program's name.
  ///
  /// `CommandLine.arguments` would put U+FFFD for bytes that are no UTF-8, and that would be saved.
  ///
  /// - Parameter arguments: ends with nil; its first is the program's name.
  /// - Throws: `argumentNotUTF8`.
  package static func read(
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  ) throws(TerminalError) -> [String] {
    var words: [String] = []
    var index = 0
    while let word = arguments[index] {
      guard let text = String(validatingCString: word) else {
        throw .argumentNotUTF8(position: index)
      }
      words.append(text)
      index += 1
    }
    return Array(words.dropFirst())
  }
}
