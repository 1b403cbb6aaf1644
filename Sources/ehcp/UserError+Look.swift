import Export
import Plan
import Terminal

extension UserError {
  /// Why a folder is no look: file, place, field, and what to write instead.
  init(explaining error: LookError, in folder: String) {
    var place = "\(folder)/\(error.file)"
    if let position = error.position { place += ":\(position)" }
    if !error.field.isEmpty { place += ", \(error.field)" }
    let (problem, hint) = Self.words(for: error.problem)
    self.init(
      "The look is faulty: \(Escaping.line(place)): \(problem).",
      hint: "\(hint) Nothing was written.", exitCode: .usage)
  }

  private static func words(for problem: LookError.Problem) -> (problem: String, hint: String) {
    switch problem {
    case .missingFile: ("there is no such file", "Put it there, or leave it out of look.json.")
    case .notJSON(let problem): ("\(Escaping.line("\(problem)"))", "Mend it there.")
    case .notUTF8: ("it is not text in UTF-8", "Save it as UTF-8.")
    case .unknownKey(let allowed):
      ("there is no such field", "There are: \(allowed.joined(separator: ", ")).")
    case .wrongType(let expected): ("here should be \(expected)", "Mend it there.")
    case .empty: ("it is empty", "Fill it in, or leave the field out.")
    case .badLine(let limit):
      ("it must be one line of at most \(limit) bytes that can be printed", "Shorten it.")
    case .tooManyLines(let limit): ("more than \(limit) lines", "Leave some out.")
    case .notAColour: ("it is no colour", "Write six hexadecimal digits, as in “#0f5089”.")
    case .tooPale(let contrast, let nearest):
      (
        "too pale to be read on white: its contrast is \(rounded(contrast)) to 1, and 4.5 to 1 is "
          + "the least (WCAG 2.2)", "The nearest shade that can be read is “\(nearest)”."
      )
    case .badPicture:
      (
        "it is no PNG or JPEG of at most \(Picture.byteLimit >> 10) KB and \(Picture.sideLimit) "
          + "pixels a side", "Save the logo as PNG."
      )
    case .unknownPlaceholder(let name, let allowed):
      (
        "there is no “{\(Escaping.line(name))}”",
        "There are: \(allowed.joined(separator: ", "))."
      )
    case .unclosedPlaceholder: ("this “{” is not closed on its line", "Write it as in “{child}”.")
    case .strayBrace: ("this “}” closes nothing", "Leave it out.")
    case .tooLong(let limit): ("it is longer than \(limit) bytes", "Shorten it.")
    case .unusedFile(let expected):
      ("no letter has this name", "There are: \(expected.joined(separator: ", ")).")
    }
  }

  /// Rounded down to a tenth, so that what fails never reads as what would pass.
  private static func rounded(_ ratio: Double) -> String {
    let tenths = Int(ratio * 10)
    return "\(tenths / 10).\(tenths % 10)"
  }
}
