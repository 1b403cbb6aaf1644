package import CRDT

/// Who is behind the events of one part, told once for many questions.
package struct Attributions: Sendable {
  package let restorations: Restorations

  package init(of part: PartDocument) {
    restorations = Restorations(of: part.document)
  }

  /// Whose doing an event is.
  ///
  /// Words that were put back keep their writer; who put them back is named beside.
  package func attribution(of event: EventID) -> Attribution {
    let origin = restorations.origin(of: event)
    return Attribution(
      event: origin, writer: origin.agent, restorer: origin == event ? nil : event.agent)
  }
}

extension PartDocument {
  /// Whose doing an event is. For many events ask ``Attributions`` once.
  package func attribution(of event: EventID) -> Attribution {
    Attributions(of: self).attribution(of: event)
  }
}
