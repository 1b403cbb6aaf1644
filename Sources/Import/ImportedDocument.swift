/// What a document says, without how it looks.
package struct ImportedDocument: Hashable, Sendable {
  package var blocks: [ImportedBlock] = []
  /// Comments and notes the file has beside its text, which are not read.
  package var omittedNotes = 0

  package init(blocks: [ImportedBlock] = []) { self.blocks = blocks }
}

/// A piece of a document that stands on its own lines.
package enum ImportedBlock: Hashable, Sendable {
  /// Level 1 is the highest.
  case heading(String, level: Int)
  /// `isEmphasised`: all of it stands in bold, as headings do where people know no styles.
  case paragraph(String, isEmphasised: Bool)
  case item(String)
  /// The cells of one row; `isFirst` begins a table.
  case row([String], isFirst: Bool)
}
