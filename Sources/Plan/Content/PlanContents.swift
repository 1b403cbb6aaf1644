/// What stands in a plan, apart from who wrote it and when: to be written into another plan.
///
/// Records are called by names of its own, which links and comments use; the plan it is written into
/// gives them ids.
package struct PlanContents: Hashable, Sendable {
  package struct Part: Hashable, Sendable {
    package var id: PartID
    package var fields: [Field] = []
    package var lists: [List] = []
    package var comments: [Comment] = []

    package init(id: PartID) { self.id = id }

    package var isEmpty: Bool {
      fields.isEmpty && lists.allSatisfy(\.records.isEmpty) && comments.isEmpty
    }
  }

  package struct Field: Hashable, Sendable {
    package var key: String
    package var value: Value

    package init(key: String, value: Value) {
      self.key = key
      self.value = value
    }
  }

  package enum Value: Hashable, Sendable {
    /// Of a kind that the template's field takes; never `links`.
    case value(FieldValue)
    /// Names of records.
    case links([String])
  }

  package struct List: Hashable, Sendable {
    package var key: String
    package var records: [Record]

    package init(key: String, records: [Record]) {
      self.key = key
      self.records = records
    }
  }

  package struct Record: Hashable, Sendable {
    /// Unique among all records of the contents.
    package var name: String
    package var fields: [Field]
    package var citations: [Citation]

    package init(name: String, fields: [Field], citations: [Citation]) {
      self.name = name
      self.fields = fields
      self.citations = citations
    }
  }

  package struct Citation: Hashable, Sendable {
    package var report: PartID
    package var quote: String

    package init(report: PartID, quote: String) {
      self.report = report
      self.quote = quote
    }
  }

  package struct Comment: Hashable, Sendable {
    /// Unique among all comments of the contents.
    package var name: String
    package var number: Int64
    /// Who wrote it; nil where nobody knows.
    package var writer: Writer?
    /// Whose words it held already.
    package var onBehalfOf: OnBehalfOf?
    package var body: String
    /// The name of the record it is about; nil for the part itself or a field of its own.
    package var record: String?
    package var field: String?
    /// The words it was made on; empty for a comment on a whole record or part.
    package var quote: String
    /// Where those words stand, in scalars; nil once they are gone.
    package var range: Range<Int>?
    package var isResolved: Bool
    /// The name of the comment it answers.
    package var inReplyTo: String?

    package init(
      name: String, number: Int64, writer: Writer?, onBehalfOf: OnBehalfOf?, body: String,
      record: String?, field: String?, quote: String, range: Range<Int>?, isResolved: Bool,
      inReplyTo: String?
    ) {
      self.name = name
      self.number = number
      self.writer = writer
      self.onBehalfOf = onBehalfOf
      self.body = body
      self.record = record
      self.field = field
      self.quote = quote
      self.range = range
      self.isResolved = isResolved
      self.inReplyTo = inReplyTo
    }
  }

  /// A person as a file names her: no account, which only her own server knows.
  package struct Writer: Hashable, Sendable {
    package var name: String
    package var role: RoleID

    package init(name: String, role: RoleID) {
      self.name = name
      self.role = role
    }
  }

  package var parts: [Part]

  package init(parts: [Part] = []) { self.parts = parts }

  package func part(_ id: PartID) -> Part? { parts.first { $0.id == id } }

  /// The same with reports under other names, wherever they are named.
  package func renaming(reports names: [PartID: PartID]) -> PlanContents {
    var result = self
    for part in result.parts.indices {
      result.parts[part].id = names[result.parts[part].id] ?? result.parts[part].id
      for list in result.parts[part].lists.indices {
        for record in result.parts[part].lists[list].records.indices {
          result.parts[part].lists[list].records[record].citations = result.parts[part]
            .lists[list].records[record].citations.map {
              Citation(report: names[$0.report] ?? $0.report, quote: $0.quote)
            }
        }
      }
    }
    return result
  }
}
