package import CRDT

/// The hashes of content, keyed BLAKE2b (RFC 7693) throughout: see ``BatchContent``.
extension BatchContent {
  /// Stands for the content in a batch's digest: a hash of the commitments to all its chunks. It is the
  /// same whether they are there or erased. O(content).
  func root(agent: AgentID, first: UInt64) -> [UInt8] {
    if self == .none { return StoredBatch.noDigest }
    let chunks = self.chunks
    let salts = SaltTree(chunks: chunks.count, cover: cover(agent: agent, first: first))
      .salts(without: chunks.erased)
    var message: [UInt8] = []
    message.append(integer: UInt64(chunks.values.count))
    for (number, chunk) in (chunks.values + chunks.text).enumerated() {
      message.append(integer: UInt64(chunk.scalars))
      switch chunk.piece {
      case .erased(let commitment, _): message += commitment
      case .present(let bytes):
        // A cover too short for the content proves nothing: any salt will do, for none will fit.
        let salt = number < salts.count ? salts[number] ?? .zero : .zero
        message.append(commitmentTo: bytes, salt: salt)
      }
    }
    return Cryptography.blake2b(message)
  }

  /// The content without the seed of its author's session: what is erased in another batch under that
  /// seed could be guessed from it.
  func leavingSession(agent: AgentID, first: UInt64) -> BatchContent {
    guard case .sealed(.session(let seed), let values, let text) = self else { return self }
    return .sealed(
      .batch(seed.ofBatch(agent: agent, first: first)), values: values, text: text)
  }

  /// The content without the values at `places` and the chunks of text that `ranges` touch, in
  /// scalars.
  func erasing(
    values places: Set<Int>, text ranges: [Range<Int>], agent: AgentID, first: UInt64
  ) -> BatchContent {
    let chunks = self.chunks
    let touched = chunks.touched(values: places, text: ranges)
    if touched.isEmpty { return leavingSession(agent: agent, first: first) }
    let tree = SaltTree(chunks: chunks.count, cover: cover(agent: agent, first: first))
    let salts = tree.salts(without: chunks.erased)
    var pieces = (chunks.values + chunks.text).map(\.piece)
    for number in touched {
      guard case .present(let bytes) = pieces[number] else { continue }
      let chunk = number < chunks.values.count ? nil : chunks.text[number - chunks.values.count]
      pieces[number] = .erased(
        commitment: Self.commitment(to: bytes, salt: salts[number] ?? .zero),
        scalars: chunk?.scalars ?? 0)
    }
    return .erased(
      values: Array(pieces.prefix(chunks.values.count)),
      text: Self.joined(pieces.dropFirst(chunks.values.count)),
      cover: tree.cover(without: chunks.erased, puncturedAt: chunks.erased.union(touched)))
  }

  /// Neighbours that are there make one stretch.
  private static func joined(_ pieces: ArraySlice<Piece>) -> [Piece] {
    var joined: [Piece] = []
    for piece in pieces {
      if case .present(let bytes) = piece, case .present(let before) = joined.last {
        joined[joined.count - 1] = .present(before + bytes)
      } else {
        joined.append(piece)
      }
    }
    return joined
  }

  /// The seeds of what is left of the tree of salts.
  private func cover(agent: AgentID, first: UInt64) -> [ContentSeed] {
    switch self {
    case .none: []
    case .sealed(.batch(let seed), _, _): [seed]
    case .sealed(.session(let seed), _, _): [seed.ofBatch(agent: agent, first: first)]
    case .erased(_, _, let cover): cover
    }
  }

  private static func commitment(to bytes: [UInt8], salt: ContentSeed) -> [UInt8] {
    var commitment: [UInt8] = []
    commitment.append(commitmentTo: bytes, salt: salt)
    return commitment
  }
}

extension ContentSeed {
  /// A fresh seed: 128 random bits.
  package static func random() -> ContentSeed {
    ContentSeed(bytes: Cryptography.randomBytes(16)) ?? .zero
  }

  /// The seed of one batch, of that of its author's session.
  func ofBatch(agent: AgentID, first: UInt64) -> ContentSeed {
    var name = agent.bytes
    name.append(integer: first)
    return derived(name)
  }

  func derived(_ message: [UInt8]) -> ContentSeed {
    message.withUnsafeBytes { derived($0) }
  }

  /// The seed of one of the two nodes below one with this seed.
  func derived(below branch: UInt8) -> ContentSeed {
    withUnsafeBytes(of: branch) { derived($0) }
  }

  private func derived(_ message: UnsafeRawBufferPointer) -> ContentSeed {
    var hash = (UInt64(0), UInt64(0))
    withUnsafeMutableBytes(of: &hash) { Cryptography.blake2b(message, key: self, into: $0) }
    return ContentSeed(high: UInt64(bigEndian: hash.0), low: UInt64(bigEndian: hash.1))
  }
}

extension [UInt8] {
  /// Appends what stands for a chunk in a digest.
  fileprivate mutating func append(commitmentTo bytes: [UInt8], salt: ContentSeed) {
    let start = count
    append(contentsOf: repeatElement(0, count: BatchContent.commitmentLength))
    withUnsafeMutableBytes { message in
      bytes.withUnsafeBytes { bytes in
        Cryptography.blake2b(bytes, key: salt, into: .init(rebasing: message[start...]))
      }
    }
  }
}
