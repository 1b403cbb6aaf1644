/// What a plan under one law looks like: its parts, their fields, who may write where.
///
/// Read from a pack of JSON files and checked once (``read(pack:files:)``); after that every name
/// in it is known to exist, so nobody checks again. A plan keeps the pack and version it was made
/// with: a change in the law is a new version, not a change to plans already made.
package struct PlanTemplate: Hashable, Sendable {
  /// The pack's identifier, as in `england-ehc`.
  package var pack: String
  /// Counted from 1.
  package var version: Int
  /// As a person says it: "Education, Health and Care Plan (England)".
  package var title: String
  /// The language of its titles and guidance, as in `en-GB` (BCP 47).
  package var language: String
  /// The Acts, regulations and guidance it carries out.
  package var law: [String]
  /// What of the pack was written from memory and not looked up, in sentences for people.
  package var unverified: [String] = []
  /// In the order of the plan. At most one is of the kind `advice`, and stands for every report.
  package var parts: [PartTemplate]
  package var roles: [RoleTemplate]
  package var presets: [Preset]
  /// Its milestones and deadlines; empty for a pack that has none.
  package var clock: ClockTemplate
  /// What the statutory check looks for; empty for a pack that has none.
  package var checks: CheckSettings
  /// Returns an authority makes from such plans.
  package var returns: [ReturnTemplate] = []

  package init(
    pack: String = "", version: Int = 1, title: String = "", language: String = "en-GB",
    law: [String] = [], parts: [PartTemplate] = [], roles: [RoleTemplate] = [],
    presets: [Preset] = [], clock: ClockTemplate = ClockTemplate(),
    checks: CheckSettings = CheckSettings()
  ) {
    self.pack = pack
    self.version = version
    self.title = title
    self.language = language
    self.law = law
    self.parts = parts
    self.roles = roles
    self.presets = presets
    self.clock = clock
    self.checks = checks
  }

  /// The description of a part; for `advice-…`, the one that stands for every report. O(parts).
  package func part(_ id: PartID) -> PartTemplate? { parts.first { $0.describes(id) } }

  package func role(_ id: RoleID) -> RoleTemplate? { roles.first { $0.id == id } }

  /// Whether a role is of the child's own side; one that the pack does not know is not.
  package func isFamily(_ role: RoleID) -> Bool { self.role(role)?.isFamily ?? false }

  /// Whether a role is held in one's work for the child; one that the pack does not know is not.
  package func isProfessional(_ role: RoleID) -> Bool {
    self.role(role)?.isProfessional ?? false
  }

  package func preset(_ id: String) -> Preset? { presets.first { $0.id == id } }

  /// The list that a link may point into.
  package func list(_ target: LinkTarget) -> ListTemplate? {
    part(target.part)?.list(target.list)
  }
}
