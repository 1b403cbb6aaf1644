import CRDT

/// A part of a frozen version, as the database holds it.
package struct FrozenPartRecord: Hashable, Sendable {
  package var part: String
  /// The heads of the part's history, as text, separated by spaces.
  package var frontier: String
  /// An ``Excerpt``; from before version 0.2, canonical JSON. Nil once it was erased as a whole.
  package var content: [UInt8]?
  /// 32 random bytes.
  package var salt: [UInt8]
  /// 32 bytes: fixes the content without telling it.
  package var commitment: [UInt8]
  /// Of a signed report: the author's key and signature.
  package var publicKey: [UInt8]?
  package var signature: [UInt8]?

  package init(
    part: String, frontier: String, content: [UInt8]?, salt: [UInt8], commitment: [UInt8],
    publicKey: [UInt8]? = nil, signature: [UInt8]? = nil
  ) {
    self.part = part
    self.frontier = frontier
    self.content = content
    self.salt = salt
    self.commitment = commitment
    self.publicKey = publicKey
    self.signature = signature
  }
}

extension FrozenPartRecord {
  /// What a frozen content's commitment must be; nil for bytes that are no frozen content.
  ///
  /// - Parameter salt: 32 random bytes.
  package static func commitment(to content: [UInt8], salt: [UInt8]) -> [UInt8]? {
    if content.first == UInt8(ascii: "{") {
      return Cryptography.blake2b(Array("ehcp part 1\0".utf8) + salt + content)
    }
    return (try? Excerpt(decoding: content))?.commitment(salt: salt)
  }

  /// Whether the content is what the commitment fixes; of one that was erased as a whole, only the
  /// commitment is left.
  package var isSound: Bool {
    content.map { Self.commitment(to: $0, salt: salt) == commitment } ?? true
  }
}

/// A version of a plan, or a report, that an official act froze.
package struct FrozenVersionRecord: Hashable, Sendable {
  /// What the fingerprint covers.
  package var manifest: String
  /// 32 bytes.
  package var fingerprint: [UInt8]
  package var parts: [FrozenPartRecord]

  package init(manifest: String, fingerprint: [UInt8], parts: [FrozenPartRecord]) {
    self.manifest = manifest
    self.fingerprint = fingerprint
    self.parts = parts
  }
}
