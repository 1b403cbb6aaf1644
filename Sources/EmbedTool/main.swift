import Foundation

// EmbedTool OUTPUT ROOT PATH…
//
// Writes OUTPUT, a Swift file that holds each text file ROOT/PATH as a `StaticString`: bytes in the
// program's read-only data, quick to compile, nothing to do at start. Run by `EmbedPlugin`.

guard CommandLine.arguments.count >= 3 else {
  fail("usage: EmbedTool OUTPUT ROOT PATH…")
}
let output = URL(filePath: CommandLine.arguments[1])
let root = URL(filePath: CommandLine.arguments[2], directoryHint: .isDirectory)

var source = """
  // Written by EmbedTool; do not edit.

  enum EmbeddedFiles {
    static let all: [(path: StaticString, content: StaticString)] = [

  """
for path in CommandLine.arguments.dropFirst(3) {
  let file = root.appending(path: path)
  guard let data = try? Data(contentsOf: file) else { fail("cannot read \(path)") }
  guard let text = String(validating: data, as: UTF8.self) else { fail("\(path) is not UTF-8") }
  source += "    (path: \(literal(path)), content: \(literal(text))),\n"
}
source += "  ]\n}\n"

do {
  try Data(source.utf8).write(to: output, options: .atomic)
} catch {
  fail("cannot write \(output.path(percentEncoded: false))")
}
