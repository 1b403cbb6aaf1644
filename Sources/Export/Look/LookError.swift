package import Plan

/// Why a folder is no look, and the place to mend.
package struct LookError: Error, Hashable, Sendable {
  /// The file's path inside the folder.
  package var file: String
  /// Nil where the whole file is at fault.
  package var position: TextPosition?
  /// As in `colours.accent`; empty for the file as a whole.
  package var field: String
  package var problem: Problem

  package enum Problem: Hashable, Sendable {
    case missingFile
    case notJSON(JSONError.Problem)
    case notUTF8
    case unknownKey(allowed: [String])
    case wrongType(expected: String)
    case empty
    /// One line that can be printed, of at most so many bytes.
    case badLine(limit: Int)
    case tooManyLines(limit: Int)
    case notAColour
    /// Too pale to be read on white; `nearest` is the closest shade that is not.
    case tooPale(contrast: Double, nearest: Colour)
    /// Neither PNG nor JPEG within the limits.
    case badPicture
    case unknownPlaceholder(String, allowed: [String])
    case unclosedPlaceholder
    case strayBrace
    case tooLong(limit: Int)
    /// A file that nothing leads to: a letter of another name is never used.
    case unusedFile(expected: [String])
  }

  package init(file: String, position: TextPosition?, field: String, problem: Problem) {
    self.file = file
    self.position = position
    self.field = field
    self.problem = problem
  }
}
