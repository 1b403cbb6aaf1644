import Terminal
import Testing

struct ParsingTests {
  private static let program = Command<Int>(
    "ehcp", "Write plans together",
    options: [
      Option("plan", short: "p", .value("REF"), "The plan"),
      Option("quiet", short: "q", .flag, "Less"),
    ],
    subcommands: [
      Command(
        "edit", "Edit", arguments: [Argument("ADDRESS", "Where")],
        options: [
          Option("from", .value("FILE"), "From"),
          Option("format", .choice(["html", "text"]), "Format"),
          Option("tag", short: "t", .value("TAG"), "Tag", repeats: true),
        ], action: { _, _ in .done }),
      Command(
        "comment", "Comments",
        subcommands: [
          Command(
            "add", "Add", arguments: [Argument("WORD", "Words", count: .many)],
            action: { _, _ in .done })
        ]),
      Command("secret", "Hidden", isHidden: true, action: { _, _ in .done }),
    ])

  private func invocation(_ words: String...) throws -> Invocation {
    guard case .run(_, let invocation) = try Self.program.parse(words) else {
      throw TerminalError.inputEnded
    }
    return invocation
  }

  private func error(_ words: String...) -> TerminalError? {
    do throws(TerminalError) {
      _ = try Self.program.parse(words)
      return nil
    } catch { return error }
  }

  @Test func `options may stand anywhere, with a space, an equals sign or a short name`() throws {
    let expected = Invocation(
      path: ["ehcp", "edit"], arguments: ["B.2"], options: ["plan": ["MK-1"], "from": ["-"]])
    #expect(try invocation("--plan", "MK-1", "edit", "--from", "-", "B.2") == expected)
    #expect(try invocation("edit", "B.2", "--from=-", "--plan=MK-1") == expected)
    #expect(try invocation("-pMK-1", "edit", "B.2", "--from", "-") == expected)
    #expect(try invocation("-p", "MK-1", "edit", "B.2", "--from", "-") == expected)
  }

  @Test func `a value may hold an equals sign or be empty`() throws {
    #expect(try invocation("edit", "B", "--from=a=b").value("from") == "a=b")
    #expect(try invocation("edit", "B", "--from=").value("from") == "")
  }

  @Test func `what follows two dashes is never an option`() throws {
    #expect(try invocation("comment", "add", "--", "--from", "-q").arguments == ["--from", "-q"])
  }

  @Test func `a single dash is an argument`() throws {
    #expect(try invocation("edit", "-").arguments == ["-"])
  }

  @Test func `flags group, repeated options collect`() throws {
    let given = try invocation("edit", "B", "-qt", "one", "--tag", "two")
    #expect(given.flag("quiet"))
    #expect(given.values("tag") == ["one", "two"])
  }

  @Test func `a mistyped word is answered with the nearest`() {
    #expect(error("eidt", "B") == .unknownCommand("eidt", under: ["ehcp"], nearest: "edit"))
    #expect(
      error("edit", "B", "--form", "x")
        == .unknownOption("--form", command: ["ehcp", "edit"], nearest: "--from"))
    #expect(error("xyzzy") == .unknownCommand("xyzzy", under: ["ehcp"], nearest: nil))
    #expect(error("secre") == .unknownCommand("secre", under: ["ehcp"], nearest: nil))
  }

  @Test func `what is missing or too much is named`() {
    #expect(error("edit") == .argumentMissing("ADDRESS", command: ["ehcp", "edit"]))
    #expect(error("edit", "B", "C") == .tooManyArguments("C", command: ["ehcp", "edit"]))
    #expect(error("edit", "B", "--from") == .optionNeedsValue("--from", command: ["ehcp", "edit"]))
    #expect(
      error("edit", "B", "--quiet=yes")
        == .optionTakesNoValue("--quiet", command: ["ehcp", "edit"]))
    #expect(
      error("edit", "B", "--from", "x", "--from", "y")
        == .optionGivenTwice("--from", command: ["ehcp", "edit"]))
    #expect(
      error("edit", "B", "--format", "pdf")
        == .notAChoice("pdf", option: "--format", choices: ["html", "text"]))
    #expect(error("comment") == .commandMissing(["ehcp", "comment"]))
    #expect(
      error("comment", "add") == .argumentMissing("WORD", command: ["ehcp", "comment", "add"]))
  }

  @Test(arguments: [["--help"], ["-h"], ["help"], []])
  func `the program alone, or asked for help, shows help`(words: [String]) throws {
    guard case .help(let commands) = try Self.program.parse(words) else {
      Issue.record("not help")
      return
    }
    #expect(commands.map(\.name) == ["ehcp"])
  }

  @Test(arguments: [["help", "comment", "add"], ["comment", "add", "--help"]])
  func `help is found under its command`(words: [String]) throws {
    guard case .help(let commands) = try Self.program.parse(words) else {
      Issue.record("not help")
      return
    }
    #expect(commands.map(\.name) == ["ehcp", "comment", "add"])
  }

  @Test func `help begins with examples and fits the width`() {
    let command = Command<Int>(
      "edit", "Change one field, or a whole section", discussion: "One.\n\nTwo.",
      examples: [Example("ehcp edit B", "the whole of section B as a form, in your editor")],
      arguments: [Argument("ADDRESS", "a section, a record or a field")],
      options: [Option("from", short: "f", .value("FILE"), "take the new text from a file")],
      action: { _, _ in .done })
    let style = ConsoleStyle(usesColour: false, isUnicode: true, width: 44)
    #expect(
      Command<Int>.help([Self.program, command], style: style) == """
        Change one field, or a whole section.

        One.

        Two.

        Examples
          ehcp edit B  the whole of section B as a
                       form, in your editor

        Usage
          ehcp edit ADDRESS [options]

        Arguments
          ADDRESS  a section, a record or a field

        Options
          -f, --from FILE  take the new text from a
                           file

        Options of every command
          -p, --plan REF  The plan
          -q, --quiet     Less

        """)
  }

  @Test func `a word that is not UTF-8 is refused, not mended`() throws {
    #expect(try Self.words([Array("ehcp".utf8), Array("naïve".utf8)]) == ["naïve"])
    #expect(throws: TerminalError.argumentNotUTF8(position: 1)) {
      try Self.words([Array("ehcp".utf8), [0x61, 0xFF]])
    }
  }

  private static func words(_ arguments: [[UInt8]]) throws -> [String] {
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { bytes in
      let pointer = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
      for (index, byte) in (bytes + [0]).enumerated() {
        (pointer + index).initialize(to: CChar(bitPattern: byte))
      }
      return pointer
    }
    defer { for pointer in pointers { pointer?.deallocate() } }
    pointers.append(nil)
    return try pointers.withUnsafeMutableBufferPointer { buffer in
      try buffer.baseAddress.map { try CommandWords.read($0) } ?? []
    }
  }
}
