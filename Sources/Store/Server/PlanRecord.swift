/// A plan as the server's directory knows it. What it says is in its operation log.
package struct PlanRecord: Hashable, Sendable {
  package let id: PlanIdentifier
  /// What people call it: `MK-0412`. Unique on the server.
  package let reference: String
  /// The template pack the plan follows, and its version.
  package let pack: String
  package let packVersion: String
  /// The permission preset of the pack.
  package let preset: String
  /// Where the plan is in its life; what this allows is the template's business.
  package let phase: String
  package let created: UnixTime

  package init(
    id: PlanIdentifier, reference: String, pack: String, packVersion: String, preset: String,
    phase: String, created: UnixTime
  ) {
    self.id = id
    self.reference = reference
    self.pack = pack
    self.packVersion = packVersion
    self.preset = preset
    self.phase = phase
    self.created = created
  }
}

/// The name of a plan: random, given by the server.
package typealias PlanIdentifier = Identifier<PlanRecord>
