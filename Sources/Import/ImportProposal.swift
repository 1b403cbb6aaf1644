package import Plan

/// Where the words of a document would go in one part of a plan.
package struct ImportProposal: Hashable, Sendable {
  /// Words for one field.
  package struct Entry: Hashable, Sendable {
    package var field: String
    package var words: String
  }

  /// A record to be added to the end of a list.
  package struct Record: Hashable, Sendable {
    package var list: String
    package var entries: [Entry]
  }

  package var part: PartID
  /// For the part's own fields, in order of appearance.
  package var entries: [Entry]
  package var records: [Record]
  /// What found no place, line by line: for a person to put somewhere.
  package var leftovers: [String]

  package init(
    part: PartID, entries: [Entry] = [], records: [Record] = [], leftovers: [String] = []
  ) {
    self.part = part
    self.entries = entries
    self.records = records
    self.leftovers = leftovers
  }

  package var isEmpty: Bool { entries.isEmpty && records.isEmpty }
}
