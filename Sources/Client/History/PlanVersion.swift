package import CRDT
package import Plan

/// A moment of a whole plan that somebody gave a name, as far as this person may read it.
package struct PlanVersion: Hashable, Sendable {
  package let identifier: String
  package let name: String
  /// Who gave the name.
  package let author: AgentID
  /// When: milliseconds since 1970, by the server's clock once it is stored there.
  package let time: Int64
  package let isStored: Bool
  /// The heads of each part that has an entry.
  package let heads: [PartID: [EventID]]

  /// Five consonants that tell it from another of the same name.
  package var shortName: String {
    heads.values.joined().max().map(\.shortName) ?? ""
  }
}

/// What a person may compare, and go back to.
package enum VersionReference: Hashable, Sendable {
  /// As it is on this device.
  case now
  /// What the server had after the last sync: all but what only this device has.
  case lastSync
  case named(PlanVersion)
  /// As it had reached the server by an instant, in milliseconds since 1970; and of what only this
  /// device has what was made by then.
  case instant(Int64)
  /// What a person, by account, had before her when she last wrote, her own words included; a part
  /// she never wrote in as it was at that time.
  case lastWriting(String, Int64)
}
