import Foundation

/// A Swift string literal, in ASCII on one line, whose value is `text`, byte for byte: what could
/// end the literal, open an interpolation, or be changed or refused by an editor or the lexer
/// (line ends, NUL, marks of direction, a byte order mark) is written as an escape.
func literal(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\\": result += "\\\\"
    case "\"": result += "\\\""
    case "\n": result += "\\n"
    case " "..."~": result.unicodeScalars.append(scalar)
    default: result += "\\u{\(String(scalar.value, radix: 16))}"
    }
  }
  return result + "\""
}

/// Ends the build step with a message in the form SwiftPM shows as an error.
func fail(_ message: String) -> Never {
  FileHandle.standardError.write(Data("error: EmbedTool: \(message)\n".utf8))
  exit(1)
}
