import Foundation

/// Where a program writes: data to one stream, messages to the other.
package struct Console: Sendable {
  package var outputStyle: ConsoleStyle
  package var messageStyle: ConsoleStyle
  /// Whether somebody can be asked: input and messages are a terminal, and `--no-input` is not given.
  package var mayAsk: Bool
  /// Whether only what went wrong, or needs somebody, is said (`--quiet`).
  package var isQuiet = false
  private let input: Int32
  private let output: Int32
  private let messages: Int32

  /// A console on the process's own streams.
  package init(environment: [String: String], forbidsColour: Bool, forbidsInput: Bool) {
    func style(_ descriptor: Int32) -> ConsoleStyle {
      ConsoleStyle(
        environment: environment, isTerminal: isatty(descriptor) == 1,
        terminalWidth: Self.width(descriptor), forbidsColour: forbidsColour)
    }
    self.init(
      input: STDIN_FILENO, output: STDOUT_FILENO, messages: STDERR_FILENO,
      outputStyle: style(STDOUT_FILENO), messageStyle: style(STDERR_FILENO),
      mayAsk: !forbidsInput && isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1)
  }

  /// A console on any descriptors; they stay the caller's.
  package init(
    input: Int32, output: Int32, messages: Int32, outputStyle: ConsoleStyle,
    messageStyle: ConsoleStyle, mayAsk: Bool
  ) {
    self.input = input
    self.output = output
    self.messages = messages
    self.outputStyle = outputStyle
    self.messageStyle = messageStyle
    self.mayAsk = mayAsk
  }

  /// Writes data, as it is: text from a plan goes through ``Escaping`` first, unless it goes to a
  /// file or another program.
  package func write(_ text: String) throws(TerminalError) { try write(Array(text.utf8)) }

  package func write(_ bytes: [UInt8]) throws(TerminalError) {
    let code = Self.writeAll(bytes, to: output)
    if code != 0 { throw .cannotWrite(code) }
  }

  /// Whether data goes to a person's eyes, and not to a file or another program.
  package var outputIsTerminal: Bool { isatty(output) == 1 }

  /// Whether how far something has come is worth drawing: somebody watches, and may be told.
  package var showsProgress: Bool { !isQuiet && isatty(messages) == 1 && !messageStyle.isDumb }

  /// Draws on the terminal of messages.
  func draw(_ text: String) { _ = Self.writeAll(Array(text.utf8), to: messages) }

  /// Says something; what cannot be said is not worth failing for.
  package func say(_ mark: Mark? = nil, _ text: String, next: String? = nil) {
    if isQuiet, mark != .failed, mark != .warning { return }
    var line = text
    if let mark {
      let sign = mark.sign(isUnicode: messageStyle.isUnicode)
      line = "\(messageStyle.coloured(sign, mark)) \(text)"
    }
    if let next {
      let isSentence = text.unicodeScalars.last.map { ".!?:…".unicodeScalars.contains($0) } ?? true
      line += (isSentence ? "" : ".") + " Next: \(messageStyle.bold(next))"
    }
    tell(line)
  }

  /// Says what happened, and below it what to do next.
  package func say(_ error: UserError) {
    say(.failed, error.summary)
    if !error.hint.isEmpty { tell("  \(error.hint)") }
  }

  /// The sign of `mark` as data is written, for reports that carry marks themselves.
  package func sign(_ mark: Mark) -> String {
    outputStyle.coloured(mark.sign(isUnicode: outputStyle.isUnicode), mark)
  }

  /// Asks for one line. `what` completes “This needs …” where nobody can be asked.
  package func ask(_ prompt: String, for what: String) throws(TerminalError) -> String {
    guard mayAsk else { throw .inputNeeded(what) }
    _ = Self.writeAll(Array("\(messageStyle.plain(prompt)) ".utf8), to: messages)
    guard let line = try readLine() else { throw .inputEnded }
    return line
  }

  /// Has `word` typed before something that cannot be taken back.
  package func confirm(
    _ prompt: String, typing word: String, for what: String
  ) throws(TerminalError) {
    let answer = try ask("\(prompt) Type \(word) to go on:", for: what)
    guard Array(answer.utf8) == Array(word.utf8) else { throw .notConfirmed(expected: word) }
  }

  /// One line of input without its end, nil where there is no more.
  ///
  /// Read byte by byte, so that nothing after the line is taken from whoever reads next.
  package func readLine(limit: Int = 4096) throws(TerminalError) -> String? {
    var bytes: [UInt8] = []
    while let byte = try readBytes(1).first {
      if byte == UInt8(ascii: "\n") { return try Self.decoded(bytes) }
      if bytes.count == limit { throw .inputTooLong(limit: limit) }
      bytes.append(byte)
    }
    return bytes.isEmpty ? nil : try Self.decoded(bytes)
  }

  /// All of the input, at most `limit` bytes of it.
  package func readAll(limit: Int) throws(TerminalError) -> String {
    var bytes: [UInt8] = []
    while true {
      let chunk = try readBytes(min(65_536, limit - bytes.count + 1))
      if chunk.isEmpty { return try Self.decoded(bytes) }
      bytes += chunk
      if bytes.count > limit { throw .inputTooLong(limit: limit) }
    }
  }

  // MARK: -

  private func tell(_ line: String) {
    _ = Self.writeAll(Array((messageStyle.plain(line) + "\n").utf8), to: messages)
  }

  private func readBytes(_ count: Int) throws(TerminalError) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: count)
    while true {
      let got = read(input, &buffer, count)
      if got >= 0 { return Array(buffer.prefix(got)) }
      if errno != EINTR { throw .cannotReadFile("-", errno) }
    }
  }

  private static func decoded(_ bytes: [UInt8]) throws(TerminalError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .inputNotUTF8 }
    return text
  }

  /// Zero, or `errno`.
  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let wrote = Foundation.write(
          descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        if wrote > 0 { done += wrote } else if errno != EINTR { return errno }
      }
      return 0
    }
  }

  private static func width(_ descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
