import Foundation
import Terminal
import Testing

struct EditorTests {
  @Test func `the first editor that is set is used, with its arguments`() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "edit \(UUID()).md").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let editor = try Editor(environment: [
      "EHCP_EDITOR": "printf '%s' 'new text' > \"$1\"; true", "EDITOR": "false",
    ])
    try editor.edit(path)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "new text")
  }

  @Test func `an editor that fails is an error with its status`() throws {
    let editor = try Editor(environment: ["VISUAL": "", "EDITOR": "exit 3;"])
    #expect(throws: TerminalError.editorFailed(command: "exit 3;", status: 3)) {
      try editor.edit("/nonexistent")
    }
  }

  @Test func `no editor is guessed`() {
    #expect(throws: TerminalError.noEditor) { try Editor(environment: [:]) }
  }
}
