/// One section of the plan, or what every advice report has in common.
package struct PartTemplate: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// There is one in every plan.
    case section
    /// One contributor's report, made on demand; its id is this part's id, a hyphen and more.
    case advice
    /// Kept beside the plan, one in every plan, and no part of its text: the days the clock counts
    /// from, what a return asks for. Copies, frozen versions and redlines of the plan leave it out.
    case casework
  }

  package var id: PartID
  package var kind: Kind
  /// As the law names it: "Special educational needs".
  package var title: String
  /// For a contents list or a tab.
  package var shortTitle: String
  /// The provision that demands this part, as in "SEND Regulations 2014, reg 12(1)(b)".
  package var basis: String
  /// What belongs here, for the person who writes it.
  package var guidance: String
  /// Whether its fields were looked up in the law, and not written from memory.
  package var isVerified: Bool = true
  /// The part's own fields, in order.
  package var fields: [FieldTemplate]
  /// Its lists of records, in order. The first is its primary list: `B.2` is a record of it.
  package var lists: [ListTemplate]

  package init(
    id: PartID, kind: Kind = .section, title: String, shortTitle: String, basis: String = "",
    guidance: String = "", fields: [FieldTemplate] = [], lists: [ListTemplate] = []
  ) {
    self.id = id
    self.kind = kind
    self.title = title
    self.shortTitle = shortTitle
    self.basis = basis
    self.guidance = guidance
    self.fields = fields
    self.lists = lists
  }

  package func field(_ key: String) -> FieldTemplate? { fields.first { $0.key == key } }

  package func list(_ key: String) -> ListTemplate? { lists.first { $0.key == key } }

  /// Whether every plan has exactly one.
  package var isFixed: Bool { kind != .advice }

  /// Whether it belongs to the plan that people are given.
  package var isPlanText: Bool { kind != .casework }

  /// Whether this is the description of the part `id`.
  package func describes(_ id: PartID) -> Bool {
    switch kind {
    case .section, .casework: self.id == id
    case .advice: Self.isReport(id, of: self.id)
    }
  }

  /// Whether `id` is `base`, a hyphen and a well-formed rest, as `advice-ep-1` is of `advice`.
  static func isReport(_ id: PartID, of base: PartID) -> Bool {
    let prefix = "\(base)-"
    return id.description.utf8.starts(with: prefix.utf8)
      && id.description.utf8.count > prefix.utf8.count && Identifier.isPart(id.description)
  }
}
