/// The days of one plan that its clock counts from: what people recorded, and what official acts
/// established.
package struct Milestones: Hashable, Sendable {
  /// Where a day comes from.
  package enum Source: Hashable, Sendable {
    /// A field of the plan.
    case recorded
    /// An entry in the server's ledger: it counts, whatever a field says.
    case official
  }

  package struct Entry: Hashable, Sendable {
    package var date: CivilDate
    package var source: Source
    /// Another day that somebody recorded for the same milestone.
    package var other: CivilDate?
  }

  package private(set) var entries: [String: Entry] = [:]
  /// Reasons somebody recorded, in their order.
  package private(set) var reasons: [Reason] = []

  package struct Reason: Hashable, Sendable {
    /// The deadline or milestone it is about.
    package var about: String
    /// A ground of the pack; nil for an explanation that excuses nothing.
    package var ground: String?
    package var text: String

    package init(about: String, ground: String?, text: String) {
      self.about = about
      self.ground = ground
      self.text = text
    }
  }

  /// The one place where recorded and official days meet.
  ///
  /// - Parameter official: the days of official acts, by milestone: they win. Those of the plan's own
  ///   acts unless given.
  package init(in plan: PlanView, official: [String: CivilDate]? = nil) {
    let official = official ?? plan.acts.milestones
    let clock = plan.template.clock
    for milestone in clock.milestones {
      let field = plan.part(milestone.part)?.field(milestone.field)
      let recorded = field?.value.date
      let rival = field?.alternatives.lazy.compactMap(\.value.date).first
      if let date = official[milestone.id] {
        entries[milestone.id] = Entry(
          date: date, source: .official, other: recorded == date ? nil : recorded)
      } else if let recorded {
        entries[milestone.id] = Entry(date: recorded, source: .recorded, other: rival)
      }
    }
    guard let list = clock.reasons,
      let records = plan.part(list.part)?.collection(list.list)?.records
    else { return }
    reasons = records.compactMap { record in
      let about = record.text("about")
      let ground = record.text("ground")
      if about.isEmpty { return nil }
      return Reason(
        about: about, ground: ground.isEmpty ? nil : ground, text: record.text("reason"))
    }
  }

  /// Days made by hand.
  package init(_ dates: [String: CivilDate], reasons: [Reason] = []) {
    entries = dates.mapValues { Entry(date: $0, source: .recorded, other: nil) }
    self.reasons = reasons
  }

  package subscript(id: String) -> CivilDate? { entries[id]?.date }
}
