package import CRDT
package import Plan

/// A form as it was read: which fields it has, and the words of each as they stand in it.
package struct Form: Hashable, Sendable {
  /// A field's words, without the empty lines around them.
  package struct Block: Hashable, Sendable {
    /// Where its heading stands, counted from 1.
    package var line: Int
    package var words: String
  }

  package struct Record: Hashable, Sendable {
    package var line: Int
    /// The key of its list.
    package var list: String
    /// Nil for a new one.
    package var id: EventID?
    package var isDeleted = false
    package var fields: [String: Block] = [:]
  }

  /// The part's own fields.
  package internal(set) var fields: [String: Block] = [:]
  /// In the order of the form.
  package internal(set) var records: [Record] = []

  init() {}

  /// Reads a form.
  ///
  /// - Parameters:
  ///   - part: as it stood when the form was made.
  /// - Throws: the first thing that cannot be read.
  package init(
    reading text: String, part: PartView, template: PartTemplate
  ) throws(FormError) {
    var reader = FormReader(part: part, template: template)
    self = try reader.read(text)
  }
}
