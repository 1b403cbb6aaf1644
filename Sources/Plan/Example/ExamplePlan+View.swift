package import CRDT

extension ExamplePlan {
  /// The agent that the records of ``view(phase:)`` belong to.
  package static let agent = AgentID(high: 0, low: 1)

  /// The plan as somebody sees it who may read all of it. Record ids are made up: the records are
  /// numbered in the plan's order.
  ///
  /// - Parameter phase: `final` and `amend` show it as issued; the others as a draft.
  package func view(phase: Phase = .gather) -> PlanView {
    let sections = template.parts.filter(\.isFixed).map(\.id)
    let reports = parts.map(\.id).filter { template.part($0)?.kind == .advice }
    let ids = recordIDs
    return PlanView(
      reference: reference, template: template, phase: phase,
      parts: (sections + reports).compactMap { partView($0, phase: phase, ids: ids) },
      authors: [Self.agent: author])
  }

  private var recordIDs: [String: EventID] {
    let labels = parts.flatMap(\.lists).flatMap(\.records).map(\.label)
    var ids: [String: EventID] = [:]
    for (index, label) in labels.enumerated() {
      ids[label] = EventID(agent: Self.agent, sequence: UInt64(index))
    }
    return ids
  }

  private func partView(
    _ id: PartID, phase: Phase, ids: [String: EventID]
  ) -> PartView? {
    guard let description = template.part(id) else { return nil }
    let part = parts.first { $0.id == id }
    let isIssued = phase == .final || phase == .amend
    let issuedFields = isIssued ? issued.first { $0.id == id }?.fields ?? [] : []
    return PartView(
      id: id, title: description.title,
      fields: Self.fieldViews(
        description.fields, values: issuedFields + (part?.fields ?? []), ids: ids),
      collections: description.lists.map { list in
        let records = part?.lists.first { $0.key == list.key }?.records ?? []
        return CollectionView(
          key: list.key, title: list.title,
          records: records.enumerated().compactMap { index, record in
            guard let id = ids[record.label] else { return nil }
            return RecordView(
              id: id, number: index + 1,
              fields: Self.fieldViews(list.fields, values: record.fields, ids: ids))
          })
      })
  }

  /// Every field of the template, those without a value empty.
  private static func fieldViews(
    _ templates: [FieldTemplate], values: [Field], ids: [String: EventID]
  ) -> [FieldView] {
    templates.map { field in
      let value: FieldValue =
        switch values.first(where: { $0.key == field.key })?.value {
        case nil: .empty
        case .value(let value): value
        case .links(let labels): .links(labels.compactMap { ids[$0] }.sorted())
        }
      return FieldView(key: field.key, title: field.title, kind: field.kind, value: value)
    }
  }
}
