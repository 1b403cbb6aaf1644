/// What an export is written as.
package enum ExportFormat: String, Hashable, Sendable, CaseIterable {
  /// One accessible file for screen and paper, without script and without anything fetched.
  case html
  /// A Word document (Office Open XML, ISO/IEC 29500 transitional).
  case docx
  /// CommonMark, for people who keep their papers as text.
  case markdown
  /// Text of at most 72 columns, for a Braille line, a screen reader or an e-mail.
  case plainText = "text"
  /// Everything the view holds, for programs.
  case json

  /// The Internet media type, with its character set where the type has one.
  package var mediaType: String {
    switch self {
    case .html: "text/html; charset=utf-8"
    case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    case .markdown: "text/markdown; charset=utf-8"
    case .plainText: "text/plain; charset=utf-8"
    case .json: "application/json"
    }
  }

  /// The usual ending of a file's name, without the dot.
  package var fileExtension: String {
    switch self {
    case .html: "html"
    case .docx: "docx"
    case .markdown: "md"
    case .plainText: "txt"
    case .json: "json"
    }
  }
}
