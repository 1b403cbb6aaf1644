import Foundation
import Terminal
import Testing

struct OutputTests {
  @Test func `colour needs a terminal and nobody's objection`() {
    func usesColour(_ environment: [String: String], terminal: Bool = true, forbids: Bool = false)
      -> Bool
    {
      ConsoleStyle(
        environment: environment, isTerminal: terminal, terminalWidth: nil, forbidsColour: forbids
      ).usesColour
    }
    #expect(usesColour(["TERM": "xterm"]))
    #expect(usesColour(["TERM": "xterm", "NO_COLOR": ""]))
    #expect(!usesColour(["TERM": "xterm", "NO_COLOR": "1"]))
    #expect(!usesColour(["TERM": "dumb"]))
    #expect(!usesColour(["TERM": "xterm"], terminal: false))
    #expect(!usesColour(["TERM": "xterm"], forbids: true))
  }

  @Test func `marks and punctuation are ASCII where the locale knows no more`() {
    func style(_ environment: [String: String]) -> ConsoleStyle {
      ConsoleStyle(
        environment: environment, isTerminal: false, terminalWidth: nil, forbidsColour: false)
    }
    #expect(style(["LANG": "en_GB.UTF-8"]).isUnicode)
    #expect(!style(["LANG": "en_GB.UTF-8", "LC_ALL": "C"]).isUnicode)
    #expect(style(["LANG": "C", "LC_CTYPE": "C.utf8"]).isUnicode)
    #expect(Mark.done.sign(isUnicode: false) == "ok")
    #expect(style([:]).plain("“Zoë” → …") == "\"Zoë\" -> ...")
  }

  @Test func `text of others cannot move the cursor or turn the line`() {
    #expect(Escaping.line("a\u{1B}[2Jb\u{202E}c\n\td") == "a\\u{1B}[2Jb\\u{202E}c\\n\\td")
    #expect(Escaping.lines("a\n\tb\r") == "a\n\tb\\u{D}")
    #expect(Escaping.line("Zoë 👩‍👧 naïve") == "Zoë 👩‍👧 naïve")
  }

  @Test func `widths count columns, not scalars`() {
    #expect(DisplayWidth.of("abc") == 3)
    #expect(DisplayWidth.of("e\u{301}") == 1)
    #expect(DisplayWidth.of("漢字") == 4)
    #expect(DisplayWidth.of("\u{1B}[1mab\u{1B}[0m") == 2)
  }

  @Test(arguments: [
    "", " ", "\n", "one two three four five six", "  two  spaces \n\n\tand a tab ",
    "naïve cafe\u{301} 漢字 漢字漢字 👩‍👧 end", "\u{1B}[1mbold words\u{1B}[0m here",
    "onewordthatistoolong b",
    "a\r\nb \u{301}c",
  ])
  func `lines are wrapped as if word was laid beside word`(text: String) {
    for width in [1, 4, 9, 40] {
      var lines: [String] = []
      for paragraph in text.unicodeScalars.split(
        separator: "\n", omittingEmptySubsequences: false)
      {
        var line: String?
        for word in paragraph.split(separator: " ").map(String.init) {
          let longer = line.map { $0 + " " + word } ?? word
          if let short = line, DisplayWidth.of(short) > 0, DisplayWidth.of(longer) > width {
            lines.append(short)
            line = word
          } else {
            line = longer
          }
        }
        lines.append(line ?? "")
      }
      #expect(
        Wrapping.lines(text, width: width).map { Array($0.utf8) } == lines.map { Array($0.utf8) })
    }
  }

  @Test func `marks of changes last to the end of a line and begin again on the next`() {
    let style = ConsoleStyle(usesColour: true, isUnicode: true, width: 80)
    let lines = style.changedLines(
      [(.kept, "a "), (.inserted, "bb cc dd ee"), (.kept, " ff "), (.deleted, "gg")], width: 5)
    let green = "\u{1B}[32;4m"
    let red = "\u{1B}[31;9m"
    let end = "\u{1B}[0m"
    #expect(
      lines.map {
        $0.replacing(green, with: "<").replacing(red, with: "[").replacing(end, with: ">")
      }
        == ["a <bb>", "<cc dd>", "<ee>", "ff", "[gg>"])
  }

  @Test func `a table lines up and wraps its last column`() {
    var table = Table(["§", "what"])
    table.add(["B.1", "reading words aloud, with help"])
    table.add(["字", "x"])
    let style = ConsoleStyle(usesColour: false, isUnicode: true, width: 25)
    #expect(
      table.text(style: style)
        == "§    what\nB.1  reading words aloud,\n     with help\n字   x\n")
  }

  @Test func `messages carry what to run next; errors what to do`() throws {
    let pipe = Pipe()
    let console = console(messages: pipe.fileHandleForWriting.fileDescriptor)
    console.say(.done, "Saved on this device.", next: "ehcp sync")
    console.say(UserError("It failed.", hint: "Try again."))
    try pipe.fileHandleForWriting.close()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    let text = String(decoding: data, as: UTF8.self)
    #expect(text == "✓ Saved on this device. Next: ehcp sync\n✗ It failed.\n  Try again.\n")
  }

  @Test func `a full disk is not success`() throws {
    let full = open("/dev/full", O_WRONLY)
    defer { close(full) }
    #expect(throws: TerminalError.cannotWrite(ENOSPC)) {
      try console(output: full).write("data")
    }
  }

  @Test func `lines are read one at a time and never beyond the limit`() throws {
    let pipe = Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: Data("one\n\ntoo long\nlast".utf8))
    try pipe.fileHandleForWriting.close()
    let console = console(input: pipe.fileHandleForReading.fileDescriptor)
    #expect(try console.readLine() == "one")
    #expect(try console.readLine() == "")
    #expect(throws: TerminalError.inputTooLong(limit: 3)) { try console.readLine(limit: 3) }
    #expect(try console.readAll(limit: 100) == "long\nlast")
    #expect(try console.readLine() == nil)
  }

  @Test func `nobody is asked where nobody can answer`() {
    #expect(throws: TerminalError.inputNeeded("a code")) {
      try console().ask("Code:", for: "a code")
    }
  }

  private func console(input: Int32 = -1, output: Int32 = -1, messages: Int32 = -1) -> Console {
    let style = ConsoleStyle(usesColour: false, isUnicode: true, width: 80)
    return Console(
      input: input, output: output, messages: messages, outputStyle: style, messageStyle: style,
      mayAsk: false)
  }
}
