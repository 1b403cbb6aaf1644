package import Plan

/// Why a document cannot be taken in. Nothing was changed then.
package enum ImportError: Error, Hashable, Sendable {
  /// The container is cut off or damaged.
  case damaged
  /// Protected by a password, or packed as no Word file is.
  case unsupported
  /// It would unpack to more than a document should hold.
  case unpacksTooFar
  /// A ZIP archive, but no Word document in it.
  case noDocument
  /// A part of the file declares a document type or entities, which Word never writes: a trap.
  case declaresEntities
  /// Markup that cannot be read.
  case badMarkup
  /// Neither UTF-8 nor a Word file.
  case unreadable
  /// Larger than the limit, in bytes.
  case tooLarge(limit: Int)
  /// Word's format before 2007 (`.doc`), or a PDF: to be saved as another first.
  case otherFormat(Format)
  /// No text in it.
  case empty

  /// Not JSON, or beyond what is read of it.
  case notJSON(JSONError)
  /// JSON, but not a plan's: what its member `format` says instead.
  case otherForm(String?)
  /// A plan of a version of the form that this program does not know.
  case otherVersion(Int64)
  /// Says that it is a plan, and has something else than one should at this place.
  case notAPlan(TextPosition, expected: Expectation)
  /// Two parts, records, comments or fields have the same name.
  case duplicate(TextPosition, name: String)

  package enum Expectation: Hashable, Sendable {
    case object
    case array
    case string
    case integer
    case boolean
    /// An object with this member.
    case member(String)
  }

  package enum Format: Hashable, Sendable {
    case olderWord
    case pdf
    case richText
  }
}

/// How much a document from outside may hold.
package enum ImportLimits {
  /// Bytes of a file as it lies on disk.
  package static let fileBytes = 50 << 20
  /// Bytes of text taken from it.
  package static let textBytes = 4 << 20
  /// How deep markup may be nested; Word's own files stay far below.
  static let depth = 200

  /// Bytes of a plan's JSON.
  package static let planBytes = 16 << 20
  /// How deep its values may be nested; the form has ten.
  static let planDepth = 24
  static let planValues = 400_000
}
