package import CRDT

/// What a reader sees.
extension PartDocument {
  /// The part as a view.
  ///
  /// - Parameters:
  ///   - authors: who is behind each agent; two agents of one person never make a review item. An
  ///     agent that is not named counts as a person of its own.
  ///   - findings: what to find out beyond what stands in the part.
  /// - Complexity: O(present content), and where people wrote at the same time O(h log h) for each
  ///   text with h operations.
  package func view(
    authors: [AgentID: Author] = [:], finding findings: Findings = .all
  ) -> PartView {
    var shown = PartView(
      id: id, title: template.title,
      fields: template.fields.map { view(of: $0, record: nil) },
      collections: template.lists.map { list in
        CollectionView(key: list.key, title: list.title, records: records(of: list))
      },
      comments: comments(findingPassages: findings.contains(.passages)),
      suggestions: suggestionViews(findingGrounds: findings.contains(.grounds)),
      reviews: findings.contains(.reviews) ? reviews(authors: authors) : [])
    shown.representations = representations
    shown.writers = document.versionVector.next.keys.sorted()
    return shown
  }

  private func records(of list: ListTemplate) -> [RecordView] {
    let citations = citations()
    return document.records(inListAt: ObjectAddress(key: list.key)).enumerated().map {
      index, record in
      var deletion: ContestedDeletion?
      if !record.contestedDeletions.isEmpty {
        deletion = ContestedDeletion(
          deletedBy: Self.agents(of: record.contestedDeletions),
          editedBy: Self.agents(of: record.contestingEdits))
      }
      var view = RecordView(
        id: record.id, number: index + 1,
        fields: list.fields.map { self.view(of: $0, record: record.id) }, deletion: deletion)
      view.citations = citations[record.id] ?? []
      return view
    }
  }

  private static func agents(of events: [EventID]) -> [AgentID] {
    Set(events.map(\.agent)).sorted()
  }

  func view(of field: FieldTemplate, record: EventID?) -> FieldView {
    let address = ObjectAddress(record: record, key: field.key)
    var value = FieldValue.empty
    var alternatives: [FieldAlternative] = []
    switch field.kind {
    case .text:
      let text = document.string(at: address)
      if !text.isEmpty { value = .text(text) }
    case .links:
      let links = document.set(at: address).compactMap(\.event).sorted()
      if !links.isEmpty { value = .links(links) }
    case .line, .choice, .date, .number, .flag:
      let entries = document.register(at: address)
      value = entries.first.flatMap { field.kind.value($0.value) } ?? .empty
      alternatives = entries.dropFirst().compactMap { entry in
        field.kind.value(entry.value).flatMap { other in
          other == value ? nil : FieldAlternative(value: other, author: entry.event.agent)
        }
      }
    }
    return FieldView(
      key: field.key, title: field.title, kind: field.kind, value: value,
      alternatives: alternatives)
  }
}

extension PlanView {
  /// A plan from the parts a person was sent.
  ///
  /// - Parameter parts: in any order; the view has them in the template's, reports last.
  package init(
    reference: String, template: PlanTemplate, phase: Phase, parts: [PartDocument],
    withheld: [PartID] = [], authors: [AgentID: Author] = [:], finding findings: Findings = .all
  ) {
    let views = parts.map { $0.view(authors: authors, finding: findings) }
    self.init(
      reference: reference, template: template, phase: phase,
      parts: Self.inOrder(views, of: template), withheld: withheld, authors: authors)
  }

  /// Parts in the template's order, reports last.
  package static func inOrder(_ parts: [PartView], of template: PlanTemplate) -> [PartView] {
    let order = template.parts.map(\.id)
    return parts.sorted { left, right in
      let places = [left, right].map { order.firstIndex(of: $0.id) ?? order.count }
      return places[0] != places[1] ? places[0] < places[1] : left.id < right.id
    }
  }
}
