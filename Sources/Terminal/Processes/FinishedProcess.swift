import Foundation

/// A program that was run to its end.
package struct FinishedProcess: Hashable, Sendable {
  /// The exit status, or 128 and the signal that ended it.
  package let status: Int32
  package let output: String
  /// Empty where both streams were joined.
  package let errors: String

  /// Runs a program in a folder. Its streams are files there for the time being, so that neither side
  /// ever waits for the other to read.
  ///
  /// - Parameter joinsErrors: whether standard error goes into `output` too, each line in its turn.
  /// - Throws: where it cannot be started.
  package init(
    running executable: String, _ arguments: [String], environment: [String: String],
    input: String = "", folder: String, joinsErrors: Bool = false
  ) throws {
    let name = "\(folder)/.\(UUID().uuidString)"
    let paths = (input: name + ".in", output: name + ".out", errors: name + ".err")
    defer { for path in [paths.input, paths.output, paths.errors] { unlink(path) } }
    try Data(input.utf8).write(to: URL(fileURLWithPath: paths.input))
    let process = try ChildProcess(
      executable, arguments, environment: environment.map { "\($0.key)=\($0.value)" },
      directory: folder, input: paths.input, output: .file(paths.output),
      errors: .file(joinsErrors ? paths.output : paths.errors))
    status = process.wait()
    func text(_ path: String) -> String {
      String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }
    output = text(paths.output)
    errors = text(paths.errors)
  }
}
