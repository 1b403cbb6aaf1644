import Import
import Terminal

extension UserError {
  /// Why a file was not taken in. Nothing was changed.
  init(explaining error: ImportError, file: String) {
    let name = "“\(Escaping.line(file))”"
    func mebibytes(_ bytes: Int) -> String { "\(bytes >> 20) MB" }
    let (message, hint): (String, String) =
      switch error {
      case .damaged, .badMarkup:
        ("\(name) is damaged.", "Open it in Word and save it again as .docx.")
      case .unsupported:
        (
          "\(name) is protected or packed in an unusual way.",
          "Save it as .docx without a password."
        )
      case .unpacksTooFar:
        (
          "\(name) unpacks to more than a document should.",
          "It was not opened. Ask whoever sent it for a plain .docx."
        )
      case .declaresEntities:
        (
          "\(name) holds declarations that no Word document has.",
          "It was not opened. Ask whoever sent it for a plain .docx."
        )
      case .noDocument: ("\(name) holds no Word document.", "Save it as .docx.")
      case .unreadable:
        ("\(name) is neither a Word file nor text in UTF-8.", "Save it as .docx or as UTF-8 text.")
      case .tooLarge(let limit):
        ("\(name) holds more than \(mebibytes(limit)).", "Take it in section by section.")
      case .otherFormat(.olderWord):
        ("\(name) is of Word before 2007.", "Open it in Word and save it as .docx.")
      case .otherFormat(.pdf):
        ("\(name) is a PDF, which does not say what its words are.", "Ask for the Word file.")
      case .otherFormat(.richText):
        ("\(name) is Rich Text.", "Open it in a word processor and save it as .docx.")
      case .notJSON(let error):
        (
          "\(name) is not JSON that can be read: \(Escaping.line("\(error)")).",
          "Take it as it was written by “ehcp export --format json”."
        )
      case .otherForm(.some("ehc-document")):
        (
          "\(name) is a document made of a plan, not the plan.",
          "Write the plan itself: ehcp export plan --format json -o plan.json."
        )
      case .otherForm:
        (
          "\(name) is JSON, but no plan.",
          "Take one that “ehcp export --format json” wrote; “ehcp export --schema” describes it."
        )
      case .otherVersion(let version):
        (
          "\(name) is of version \(version) of the form; this program reads version 1.",
          version > 1
            ? "Install a newer ehcp." : "Take one that “ehcp export --format json” wrote."
        )
      case .notAPlan(let position, let expected):
        (
          "\(name), \(position): here should be \(Self.words(for: expected)).",
          "See “ehcp export --schema”."
        )
      case .duplicate(let position, let repeated):
        (
          "\(name), \(position): “\(Escaping.line(repeated))” is there twice.",
          "See “ehcp export --schema”."
        )
      case .empty: ("\(name) holds no text.", "A scanned page is a picture: type it in instead.")
      }
    self.init(message, hint: hint + " Nothing was changed.", exitCode: .failed)
  }

  private static func words(for expected: ImportError.Expectation) -> String {
    switch expected {
    case .object: "an object"
    case .array: "a list"
    case .string: "a text"
    case .integer: "a whole number"
    case .boolean: "true or false"
    case .member(let key): "an object with “\(key)”"
    }
  }
}
