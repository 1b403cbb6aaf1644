package import CRDT

/// What the owner of a `ClientSession` has to do. All actions of one `receive` are carried out in
/// order and **in one transaction**; if the process dies before it commits, nothing is lost: a
/// session made from the old state asks again and is answered the same.
package enum ClientAction: Hashable, Sendable {
  /// Remember the server's epoch; it is the first one known.
  case learnEpoch(UInt64)
  /// The server was restored from a backup. Remember the epoch, set every part's cursor to zero,
  /// mark all own batches unsynced, and give those that were stored back to the session
  /// (`resend(_:in:)`, each part's in the order of the log). What the server still has is recognised
  /// when it is pulled; only what it lacks is uploaded.
  case uploadAgain(epoch: UInt64)
  /// A part may now be read: make room for it. Its content follows, from the log's beginning.
  case open(part: String)
  /// A part may no longer be read: delete the local copy. Unsynced work in it came just before, by
  /// `moveToTray`.
  case withhold(part: String)
  /// Add these batches to the part's log, which holds all before them, and remember the cursor. A
  /// batch of the tray that comes back so leaves the tray: the server has it after all.
  case store(part: String, entries: [LogEntry], cursor: UInt64)
  /// The agent's batches that end at or before `next` are stored on the server.
  case markStored(part: String, agent: AgentID, next: UInt64)
  /// These batches were not taken and never will be under their names: keep them in the author's
  /// tray with the reason, take them out of the part's log, rebuild the part without them. Their
  /// agent is retired in this part: later work needs a fresh one.
  case moveToTray(part: String, batches: [RefusedBatch])
  /// Take these unsynced batches out of the part's log: on the server their names mean other events.
  /// Keep them at hand; `rekey` follows.
  case takeOut(part: String, batches: [StoredBatch])
  /// The agent's name is used elsewhere too: a cloned device, or a store older than the server's
  /// knowledge. Draw a fresh agent and write nothing more under this one, in any part. The `batches`
  /// taken out before are written again and enqueued, with parents among them renamed alike.
  ///
  /// Each goes under an agent of its own, *derived* from the batch as it was (agent, first, payload)
  /// by a hash: then a clone that must move the same shared work gives it the same name, and it is
  /// recognised instead of doubled. If the log holds that name already, the clone was quicker and
  /// nothing is enqueued. Empty if nothing unsynced is concerned.
  case rekey(part: String, agent: AgentID, batches: [StoredBatch])
  /// The server lacks this event, which the part's log holds. If the agent is this device's own, call
  /// `resend(_:in:)` with its batches from the one with that event on (with none, if they are gone:
  /// then what waits for them goes to the tray). If it is another's, do nothing: the session tries
  /// again when something new arrives in the part or a pull is asked for.
  case resend(part: String, from: EventID)
  /// The server cannot take the part's work just now; it is tried again at the next pull.
  case retryLater(part: String)
  /// The log from the server, read from its beginning, lacks this event although later ones of the
  /// agent follow. The part is not pulled further in this session.
  case reportHole(part: String, event: EventID)
  /// The plan was erased: delete all of it.
  case erasePlan
  /// Another round is due: `generate` has a request.
  case again
  /// Nothing more to do now, yet unsynced batches wait: see `resend`, `retryLater`.
  case wait
  /// Both sides hold the same.
  case even
}
