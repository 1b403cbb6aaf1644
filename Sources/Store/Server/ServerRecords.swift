package typealias AccountIdentifier = Identifier<Account>
package typealias DeviceIdentifier = Identifier<Device>

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

/// A person who may sign in.
package struct Account: Hashable, Sendable {
  package let id: AccountIdentifier
  package let name: String
  /// Where a code can be sent.
  package let email: String?
  /// What the person is at the authority, as an administrator said; nil for people who were invited
  /// to a plan. The store does not read it.
  package let office: String?

  package init(id: AccountIdentifier, name: String, email: String?, office: String? = nil) {
    self.id = id
    self.name = name
    self.email = email
    self.office = office
  }
}

/// One of an account's devices: it holds a token to sign in and a key to sign batches.
package struct Device: Hashable, Sendable {
  package let id: DeviceIdentifier
  package let account: AccountIdentifier
  /// What its owner calls it: `priya-laptop`.
  package let label: String
  /// Ed25519, 32 bytes.
  package let publicKey: [UInt8]
  package let created: UnixTime
  package let lastSeen: UnixTime
  package let revoked: UnixTime?

  package init(
    id: DeviceIdentifier, account: AccountIdentifier, label: String, publicKey: [UInt8],
    created: UnixTime, lastSeen: UnixTime, revoked: UnixTime?
  ) {
    self.id = id
    self.account = account
    self.label = label
    self.publicKey = publicKey
    self.created = created
    self.lastSeen = lastSeen
    self.revoked = revoked
  }
}

/// A person's place in a plan.
package struct Membership: Hashable, Sendable {
  package let plan: PlanIdentifier
  package let account: AccountIdentifier
  /// A role of the template.
  package let role: String
  /// Rights that differ from the role's, by part. The store does not read them.
  package let overrides: [String: String]

  package init(
    plan: PlanIdentifier, account: AccountIdentifier, role: String,
    overrides: [String: String] = [:]
  ) {
    self.plan = plan
    self.account = account
    self.role = role
    self.overrides = overrides
  }
}
