package import CRDT

/// What a person gave as reason for an act. It may name somebody it should not have named, so it
/// stands beside the audit log, whose payload has only its commitment: words of it can be erased like
/// words of a plan.
package struct AuditNote: Hashable, Sendable {
  /// The part of every plan under which erasures of notes are listed. No template's part is named so.
  package static let part = "$notes"

  package let excerpt: Excerpt
  let salt: [UInt8]

  init(excerpt: Excerpt, salt: [UInt8]) {
    self.excerpt = excerpt
    self.salt = salt
  }

  /// A new note: its letters are the events of an agent drawn for it, so that they have names.
  package init(_ text: String) {
    let first = EventID(agent: Cryptography.randomAgent(), sequence: 0)
    excerpt = Excerpt(
      frame: [], values: [], text: text,
      events: [.init(first: first, count: text.unicodeScalars.count)], seed: .random())
    salt = Cryptography.randomBytes(32)
  }

  /// With a full block for each letter that was erased.
  package var text: String { excerpt.text }

  /// What the payload has of it.
  package var commitment: [UInt8] { excerpt.commitment(salt: salt) }
}
