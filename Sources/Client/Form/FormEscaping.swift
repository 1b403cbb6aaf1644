/// Keeps prose apart from the form around it: a line of prose that looks like a heading or a comment
/// begins with a backslash in the form.
enum FormEscaping {
  static func escaped(_ prose: String) -> String {
    lines(prose).map { needsBackslash($0) ? "\\" + $0 : $0 }.joined(separator: "\n")
  }

  /// The prose of a line of the form.
  static func unescaped(_ line: String) -> String {
    line.utf8.first == UInt8(ascii: "\\") && needsBackslash(String(line.dropFirst()))
      ? String(line.dropFirst()) : line
  }

  /// Lines at line feeds alone, by bytes: a carriage return and a line feed are one `Character`.
  static func lines(_ text: String) -> [String] {
    text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  private static func needsBackslash(_ line: String) -> Bool {
    let rest = line.utf8.drop { $0 == UInt8(ascii: "\\") }
    return rest.first == UInt8(ascii: "#") || rest.starts(with: "<!--".utf8)
  }
}
