/// An official act to be recorded: a draft served, a plan issued, a person invited.
package struct AuditAct: Hashable, Sendable {
  /// Who did it; nil for the server or its administrator.
  package let actor: AccountIdentifier?
  package let plan: PlanIdentifier?
  /// What was done: `draft-served`, `plan-issued`, `person-invited`.
  package let kind: String
  /// The particulars, as JSON; of a note its commitment.
  package let payload: String
  package let note: AuditNote?

  package init(
    actor: AccountIdentifier?, plan: PlanIdentifier?, kind: String, payload: String = "{}",
    note: AuditNote? = nil
  ) {
    self.actor = actor
    self.plan = plan
    self.kind = kind
    self.payload = payload
    self.note = note
  }
}
