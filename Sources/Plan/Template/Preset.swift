/// One way of working together: which role may do what in which phase. An authority chooses one
/// for each plan.
package struct Preset: Hashable, Sendable {
  /// As in `co-written`.
  package var id: String
  package var title: String
  package var guidance: String
  /// One for every phase.
  package var rights: [Phase: RightsMatrix]
  /// Who may serve, issue and amend.
  package var acts: ActRules

  package init(
    id: String, title: String, guidance: String = "", rights: [Phase: RightsMatrix] = [:],
    acts: ActRules = ActRules()
  ) {
    self.id = id
    self.title = title
    self.guidance = guidance
    self.rights = rights
    self.acts = acts
  }
}
