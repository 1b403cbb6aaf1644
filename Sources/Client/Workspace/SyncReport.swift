package import CRDT
package import Plan

/// What a sync did.
package struct SyncReport: Sendable {
  /// Work the server would not take, now in the tray.
  package struct Refusal: Hashable, Sendable {
    package let part: PartID
    /// Why, as a code.
    package let code: String
    /// How many changes.
    package internal(set) var count: Int
  }

  /// Changes of this device that the server has stored, by part.
  package internal(set) var stored: [PartID: Int] = [:]
  /// Changes of others that came, by part and agent.
  package internal(set) var received: [PartID: [AgentID: Int]] = [:]
  /// The same, by the events themselves.
  package internal(set) var arrived: [PartID: [EventStretch]] = [:]
  package internal(set) var refused: [Refusal] = []
  /// Comments that refused work would have taken along, and that were made again without it.
  package internal(set) var saidAgain = 0
  /// Parts that came to be shared with this person, and that ceased to be.
  package internal(set) var opened: [PartID] = []
  package internal(set) var withheld: [PartID] = []
  /// Work was moved to another agent, because its own was in use elsewhere too.
  package internal(set) var hasMovedWork = false
  /// The server began anew from a backup, and was given what it lacked.
  package internal(set) var hasRestoredServer = false
  /// Parts in which words were erased for good, here too.
  package internal(set) var erased: [PartID] = []
  /// Parts the server cannot write just now, or whose log there has a hole.
  package internal(set) var delayed: [PartID] = []
  /// Changes that still are on this device only.
  package internal(set) var unsent = 0
  /// Official acts this device has now heard of.
  package internal(set) var acts: [OfficialAct] = []
  /// The entry from which on the server's audit log is not what this device knew of it: somebody
  /// changed the record of official acts. Nil where it continues.
  package internal(set) var auditBreak: UInt64?

  /// Changes kept on this device because they are in a private draft.
  package internal(set) var drafted = 0

  package var storedCount: Int { stored.values.reduce(0, +) }

  /// Changes of others, by agent.
  package var receivedByAgent: [AgentID: Int] {
    received.values.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
  }

  package var isEven: Bool { unsent == 0 && refused.isEmpty && delayed.isEmpty }
}
