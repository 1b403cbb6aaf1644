package import CRDT

/// A plan as one person may see it at one moment: an immutable tree that checks read and exports
/// walk. It holds what the person was sent and nothing else; a part withheld is named, never shown.
package struct PlanView: Sendable {
  /// The authority's reference, as in `MK-0412`.
  package var reference: String
  package var template: PlanTemplate
  package var phase: Phase
  /// The parts the person may read, in the template's order; advice reports last.
  package var parts: [PartView]
  /// The parts that exist and were not sent to this person.
  package var withheld: [PartID]
  /// Who is behind each agent that wrote something in `parts`.
  package var authors: [AgentID: Author]
  /// The plan's official acts, oldest first.
  package var acts: [OfficialAct] = []
  /// The act that froze this version; nil for the plan as it stands.
  package var frozenBy: OfficialAct?
  /// What changed since the draft was served and is not explained; nil where nobody compared.
  package var unexplainedChanges: [UnexplainedChange]?

  package init(
    reference: String, template: PlanTemplate, phase: Phase, parts: [PartView],
    withheld: [PartID] = [], authors: [AgentID: Author] = [:]
  ) {
    self.reference = reference
    self.template = template
    self.phase = phase
    self.parts = parts
    self.withheld = withheld
    self.authors = authors
  }

  package func part(_ id: PartID) -> PartView? { parts.first { $0.id == id } }
}

/// A person who wrote in a plan, as others see her.
package struct Author: Hashable, Sendable {
  /// The server's stable name for the account; never shown to people.
  package var account: String
  /// As in `Priya Shah`.
  package var name: String
  package var role: RoleID

  package init(account: String, name: String, role: RoleID) {
    self.account = account
    self.name = name
    self.role = role
  }
}

/// One section, the child's details, or one advice report.
package struct PartView: Sendable {
  package var id: PartID
  package var title: String
  /// The part's own fields, in the template's order, empty ones included.
  package var fields: [FieldView]
  /// The part's lists of records, in the template's order, empty ones included.
  package var collections: [CollectionView]
  package var comments: [CommentView]
  package var suggestions: [SuggestionView]
  package var reviews: [ReviewItem]
  /// What the family said about the part, as it was written down.
  package var representations: [Representation] = []
  /// Everyone who ever wrote in the part, comments among it, in the agents' order.
  package var writers: [AgentID] = []

  package init(
    id: PartID, title: String, fields: [FieldView] = [], collections: [CollectionView] = [],
    comments: [CommentView] = [], suggestions: [SuggestionView] = [], reviews: [ReviewItem] = []
  ) {
    self.id = id
    self.title = title
    self.fields = fields
    self.collections = collections
    self.comments = comments
    self.suggestions = suggestions
    self.reviews = reviews
  }

  package func field(_ key: String) -> FieldView? { fields.first { $0.key == key } }
  package func collection(_ key: String) -> CollectionView? {
    collections.first { $0.key == key }
  }
}

/// A list of records: the needs of section B, the provisions of section F.
package struct CollectionView: Sendable {
  package var key: String
  package var title: String
  package var records: [RecordView]

  package init(key: String, title: String, records: [RecordView]) {
    self.key = key
    self.title = title
    self.records = records
  }
}

package struct RecordView: Sendable {
  package var id: EventID
  /// Its place in the list, counted from 1: `B.2` is the record with number 2.
  package var number: Int
  package var fields: [FieldView]
  /// Set when someone deleted the record while another was editing it; a person decides.
  package var deletion: ContestedDeletion?
  /// The words of reports it rests on.
  package var citations: [CitationView] = []

  package init(
    id: EventID, number: Int, fields: [FieldView], deletion: ContestedDeletion? = nil
  ) {
    self.id = id
    self.number = number
    self.fields = fields
    self.deletion = deletion
  }

  package func field(_ key: String) -> FieldView? { fields.first { $0.key == key } }
  /// The field's text for reading; empty where the field is missing, empty or a link.
  package func text(_ key: String) -> String { field(key)?.value.plainText ?? "" }
}

/// "Deleted by X, edited by Y."
package struct ContestedDeletion: Hashable, Sendable {
  package var deletedBy: [AgentID]
  package var editedBy: [AgentID]

  package init(deletedBy: [AgentID], editedBy: [AgentID]) {
    self.deletedBy = deletedBy
    self.editedBy = editedBy
  }
}

package struct FieldView: Sendable {
  package var key: String
  package var title: String
  package var kind: FieldKind
  package var value: FieldValue
  /// The other values written at the same time, with who wrote each; empty where all agree.
  package var alternatives: [FieldAlternative]

  package init(
    key: String, title: String, kind: FieldKind, value: FieldValue,
    alternatives: [FieldAlternative] = []
  ) {
    self.key = key
    self.title = title
    self.kind = kind
    self.value = value
    self.alternatives = alternatives
  }
}

package struct FieldAlternative: Hashable, Sendable {
  package var value: FieldValue
  package var author: AgentID

  package init(value: FieldValue, author: AgentID) {
    self.value = value
    self.author = author
  }
}

/// What a field holds. `empty` for every kind until somebody writes.
package enum FieldValue: Hashable, Sendable {
  case empty
  /// Prose, paragraphs separated by one or more line feeds.
  case text(String)
  /// One line: a name, a reference.
  case line(String)
  /// The key of one of the template's options.
  case choice(String)
  case date(CivilDate)
  case number(Int64)
  case flag(Bool)
  /// Records of another list, by id, sorted.
  case links([EventID])

  /// The value as words for a reader; empty for `empty` and `links`.
  package var plainText: String {
    switch self {
    case .empty, .links: ""
    case .text(let text), .line(let text), .choice(let text): text
    case .date(let date): date.description
    case .number(let number): String(number)
    case .flag(let flag): flag ? "yes" : "no"
    }
  }
}

/// A place in a plan: a part, a record of it, a field of either.
package struct Place: Hashable, Sendable {
  package var part: PartID
  package var collection: String?
  package var record: EventID?
  /// The record's number in its list when the view was made, counted from 1.
  package var number: Int?
  package var field: String?

  package init(
    part: PartID, collection: String? = nil, record: EventID? = nil, number: Int? = nil,
    field: String? = nil
  ) {
    self.part = part
    self.collection = collection
    self.record = record
    self.number = number
    self.field = field
  }
}

extension Place: CustomStringConvertible {
  /// As a person types it: `B`, `B.2`, `B.2.description`, `A.history`.
  package var description: String {
    var text = part.description
    if let number { text += ".\(number)" }
    if let field { text += ".\(field)" }
    return text
  }
}
