package import CRDT

/// Who is behind the events of one part, told once for many questions.
package struct Attributions: Sendable {
  package let restorations: Restorations
  /// By acceptor.
  private let acceptances: [AgentID: [PartDocument.Acceptance]]

  package init(of part: PartDocument) {
    restorations = Restorations(of: part.document)
    acceptances = Dictionary(grouping: part.acceptances, by: \.acceptor)
  }

  /// Whether every event of an agent is its own doing and nobody else's: nothing was put back in the
  /// part, and the agent accepted nothing.
  func isPlain(_ agent: AgentID) -> Bool {
    restorations.isEmpty && acceptances[agent] == nil
  }

  /// Whose doing an event is.
  ///
  /// Words that were put back keep their writer, and accepted ones are the suggester's; who put them
  /// back, or accepted them, is named beside.
  package func attribution(of event: EventID) -> Attribution {
    let origin = restorations.origin(of: event)
    let acceptance = acceptances[origin.agent]?.first { $0.events.contains(origin) }
    return Attribution(
      event: origin, writer: acceptance?.suggester ?? origin.agent, acceptor: acceptance?.acceptor,
      restorer: origin == event ? nil : event.agent)
  }
}

extension PartDocument {
  /// Whose doing an event is. For many events ask ``Attributions`` once.
  package func attribution(of event: EventID) -> Attribution {
    Attributions(of: self).attribution(of: event)
  }
}
