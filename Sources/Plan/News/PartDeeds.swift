package import CRDT

/// Who of several people changed what in one part.
package struct PartDeeds: Hashable, Sendable {
  private enum Deed: Hashable {
    case changed(record: EventID?, field: String)
    case removed(EventID)
    case moved(EventID)
  }

  private var agents: [Deed: [AgentID]] = [:]

  /// - Parameter changes: what each agent did, as ``PartChanges`` tells it.
  package init(_ changes: some Sequence<(AgentID, [PartChange])>) {
    for (agent, changes) in changes {
      for change in changes {
        guard let deed = Self.deed(change), agents[deed]?.contains(agent) != true else { continue }
        agents[deed, default: []].append(agent)
      }
    }
  }

  private static func deed(_ change: PartChange) -> Deed? {
    switch change.what {
    case .text, .value, .links:
      change.place.field.map { .changed(record: change.place.record, field: $0) }
    case .recordRemoved: change.place.record.map { .removed($0) }
    case .recordMoved: change.place.record.map { .moved($0) }
    default: nil
    }
  }

  /// Who changed what a field says; nobody where no one of them did.
  package func agents(changing field: Place) -> [AgentID] {
    agents[.changed(record: field.record, field: field.field ?? "")] ?? []
  }

  package func agents(removing record: EventID) -> [AgentID] { agents[.removed(record)] ?? [] }

  package func agents(moving record: EventID) -> [AgentID] { agents[.moved(record)] ?? [] }
}
