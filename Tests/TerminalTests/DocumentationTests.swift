import Foundation
import Terminal
import Testing

struct DocumentationTests {
  private static let program = Command<Int>(
    "plan", "Write plans",
    discussion: "One paragraph.\n\n.A second, with a full stop first and a back\\slash.",
    examples: [Example("plan edit B --from 'b.md'", "from a file")],
    options: [Option("as", .value("NAME"), "who")],
    subcommands: [
      Command(
        "edit", "Edit", arguments: [Argument("ADDRESS", "where")],
        options: [
          Option("from", short: "f", .value("FILE"), "a file"),
          Option("format", .choice(["html", "text"]), "it's what: [it] becomes"),
        ], action: { _, _ in .done }),
      Command(
        "comment", "Comments",
        subcommands: [Command("add", "Add", action: { _, _ in .done })]),
      Command("secret", "Hidden", isHidden: true, action: { _, _ in .done }),
    ])
  private static let manual = Manual(
    section: 1, version: "1.0", environment: [("PLAN_HOME", "the folder")])

  @Test func `there is a page for every command that is listed`() {
    let pages = ManualPage.all(of: Self.program, Self.manual)
    #expect(
      pages.map(\.fileName) == ["plan.1", "plan-edit.1", "plan-comment.1", "plan-comment-add.1"])
  }

  @Test func `a page has examples before description, exit status and environment`() throws {
    let text = ManualPage(of: [Self.program], Self.manual).text
    let example = try #require(text.range(of: ".SH EXAMPLES\n.TP\n\\fBplan edit B \\-\\-from"))
    let description = try #require(text.range(of: ".SH DESCRIPTION\nOne paragraph.\n.PP\n"))
    #expect(example.lowerBound < description.lowerBound)
    #expect(text.contains("\\&.A second"))
    #expect(text.contains("back\\eslash"))
    #expect(text.contains("\\fB130\\fR\nInterrupted from the keyboard.\n"))
    #expect(text.contains("\\fBPLAN_HOME\\fR\nThe folder.\n"))
  }

  @Test func `bash completes commands, options and values`() throws {
    #expect(try completed("bash", "plan ") == ["edit", "comment"])
    #expect(try completed("bash", "plan comment ") == ["add"])
    #expect(try completed("bash", "plan --as edit comment a") == ["add"])
    #expect(try completed("bash", "plan edit --f") == ["--from", "--format"])
    #expect(try completed("bash", "plan edit --format ") == ["html", "text"])
    #expect(try completed("bash", "plan edit --format = h") == ["html"])
    #expect(try completed("bash", "plan comment add --a") == ["--as"])
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/fish")))
  func `fish completes commands, options and values`() throws {
    #expect(try completed("fish", "plan ") == ["comment", "edit"])
    #expect(try completed("fish", "plan --as edit comment a") == ["add"])
    #expect(try completed("fish", "plan edit --format ") == ["html", "text"])
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/zsh")))
  func `zsh can read its script`() throws {
    let folder = try folder(for: .zsh)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let ended = try FinishedProcess(
      running: "/usr/bin/zsh", ["-f", "-n", "\(folder)/script"], environment: [:], folder: folder)
    #expect(ended.status == 0)
    #expect(ended.errors == "")
  }

  // MARK: -

  /// What a shell offers for a line of which the last word is being typed.
  private func completed(_ name: String, _ line: String) throws -> [String] {
    let shell = try #require(Shell(rawValue: name))
    let folder = try folder(for: shell)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let program: String
    switch shell {
    case .fish: program = "source script; complete -C '\(line)'"
    default:
      let words = line.split(separator: " ", omittingEmptySubsequences: false)
      program = """
        source ./script; COMP_WORDS=(\(words.map { "'\($0)'" }.joined(separator: " ")))
        COMP_CWORD=\(words.count - 1); _plan_complete; printf '%s\\n' "${COMPREPLY[@]}"
        """
    }
    let ended = try FinishedProcess(
      running: "/usr/bin/env", [name, "-c", program],
      environment: ["PATH": "/usr/bin:/bin", "HOME": folder, "LC_ALL": "C.UTF-8"], folder: folder)
    #expect(ended.errors == "")
    return ended.output.split(separator: "\n").map {
      String($0.split(separator: "\t").first ?? "")
    }
  }

  private func folder(for shell: Shell) throws -> String {
    let folder = NSTemporaryDirectory() + "/\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(shell.completions(for: Self.program).utf8).write(
      to: URL(filePath: "\(folder)/script"))
    return folder
  }
}
