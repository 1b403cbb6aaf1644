/// What a person wrote in a batch, kept apart from everything that merging needs, so that it can be
/// erased and every hash and signature stays valid.
///
/// Content comes in **chunks**, numbered: each value that was written is one, then the inserted text
/// is cut into words (``TextChunks``). A batch's digest does not cover the chunks but a *commitment*
/// to each: a hash of the chunk together with its salt. Erasing a chunk leaves its commitment in its
/// place, and takes away every seed that its salt follows from:
///
///     seed of the session ──(agent, first event)──▸ seed of the batch ──(down a binary tree, whose
///       leaves are the chunks)──▸ salts
///
/// so what is left of the tree is the seeds of the largest subtrees without an erased chunk, in order:
/// the *cover* (a punctured pseudo-random function; Goldreich, Goldwasser, Micali, 1986). The hash
/// functions are the store's, who makes the digests; here is only the layout:
///
///     0                                   nothing was written
///     1 or 2, seed, values, text          1: the seed is the session's; 2: the batch's
///     3, seeds of the cover, values, pieces of text: each 0, bytes; or 1, commitment, and for text
///        how many scalars it had
package enum BatchContent: Hashable, Sendable {
  case none
  case sealed(Seal, values: [[UInt8]], text: [UInt8])
  case erased(values: [Piece], text: [Piece], cover: [ContentSeed])

  /// What the salts follow from.
  package enum Seal: Hashable, Sendable {
    case session(ContentSeed)
    case batch(ContentSeed)
  }

  /// A value or a stretch of text that is still there, or one chunk that is not.
  package enum Piece: Hashable, Sendable {
    case present([UInt8])
    /// `scalars` of a text; zero of a value.
    case erased(commitment: [UInt8], scalars: Int)
  }

  /// The bytes of a commitment.
  package static let commitmentLength = 32

  /// What stands for each scalar that was erased: U+2588 FULL BLOCK.
  package static let erasedScalar: Unicode.Scalar = "\u{2588}"
  static let erasedBytes = Array(String(erasedScalar).utf8)

  /// Whether both are the same words, as far as neither has lost them.
  func agrees(with other: BatchContent) -> Bool {
    let (mine, theirs) = (words, other.words)
    guard mine.values.count == theirs.values.count, mine.text.count == theirs.text.count else {
      return false
    }
    return zip(mine.values, theirs.values).allSatisfy { $0 == nil || $1 == nil || $0 == $1 }
      && zip(mine.text, theirs.text).allSatisfy { $0 == nil || $1 == nil || $0 == $1 }
  }

  /// Values and scalars; nil where they were erased.
  private var words: (values: [[UInt8]?], text: [Unicode.Scalar?]) {
    switch self {
    case .none: return ([], [])
    case .sealed(_, let values, let text):
      return (values, String(decoding: text, as: UTF8.self).unicodeScalars.map { $0 })
    case .erased(let values, let text, _):
      return (
        values.map { if case .present(let bytes) = $0 { bytes } else { nil } },
        text.flatMap { piece -> [Unicode.Scalar?] in
          switch piece {
          case .present(let bytes): String(decoding: bytes, as: UTF8.self).unicodeScalars.map { $0 }
          case .erased(_, let scalars): Array(repeating: nil, count: scalars)
          }
        }
      )
    }
  }
}

// MARK: - Bytes

extension BatchContent {
  func append(to writer: inout ByteWriter) {
    switch self {
    case .none:
      writer.append(byte: 0)
    case .sealed(let seal, let values, let text):
      switch seal {
      case .session(let seed):
        writer.append(byte: 1)
        writer.append(seed: seed)
      case .batch(let seed):
        writer.append(byte: 2)
        writer.append(seed: seed)
      }
      writer.append(number: values.count)
      for value in values { writer.append(block: value) }
      writer.append(block: text)
    case .erased(let values, let text, let cover):
      writer.append(byte: 3)
      writer.append(number: cover.count)
      for seed in cover { writer.append(seed: seed) }
      writer.append(number: values.count)
      for piece in values { Self.append(piece, isText: false, to: &writer) }
      writer.append(number: text.count)
      for piece in text { Self.append(piece, isText: true, to: &writer) }
    }
  }

  private static func append(_ piece: Piece, isText: Bool, to writer: inout ByteWriter) {
    switch piece {
    case .present(let bytes):
      writer.append(byte: 0)
      writer.append(block: bytes)
    case .erased(let commitment, let scalars):
      writer.append(byte: 1)
      writer.append(commitment)
      if isText { writer.append(number: scalars) }
    }
  }

  /// Reads content from bytes that may be anything.
  init(from reader: inout ByteReader) throws(CodecError) {
    switch try reader.byte() {
    case 0:
      self = .none
    case let mode where mode == 1 || mode == 2:
      let seed = try reader.seed()
      var values: [[UInt8]] = []
      for _ in 0..<(try reader.count()) { values.append(Array(try reader.block())) }
      let text = Array(try reader.block())
      guard UTF8Scan.isValid(text) else { throw .invalidText }
      // One form for each content, so that equal batches are equal bytes.
      guard !values.isEmpty || !text.isEmpty else { throw .invalid }
      self = .sealed(mode == 1 ? .session(seed) : .batch(seed), values: values, text: text)
    case 3:
      var cover: [ContentSeed] = []
      for _ in 0..<(try reader.count(ofSize: 16)) { cover.append(try reader.seed()) }
      let values = try Self.pieces(from: &reader, isText: false)
      let text = try Self.pieces(from: &reader, isText: true)
      guard !values.isEmpty || !text.isEmpty else { throw .invalid }
      self = .erased(values: values, text: text, cover: cover)
    default:
      throw .invalid
    }
  }

  private static func pieces(
    from reader: inout ByteReader, isText: Bool
  ) throws(CodecError) -> [Piece] {
    var pieces: [Piece] = []
    for _ in 0..<(try reader.count(ofSize: 2)) {
      switch try reader.byte() {
      case 0:
        let bytes = Array(try reader.block())
        if isText {
          guard !bytes.isEmpty else { throw .invalid }
          guard UTF8Scan.isValid(bytes) else { throw .invalidText }
        }
        pieces.append(.present(bytes))
      case 1:
        let commitment = Array(try reader.bytes(commitmentLength))
        let scalars = isText ? try reader.number(atMost: TextChunks.longest) : 0
        guard !isText || scalars > 0 else { throw .invalid }
        pieces.append(.erased(commitment: commitment, scalars: scalars))
      default:
        throw .invalid
      }
    }
    return pieces
  }
}

extension ByteWriter {
  mutating func append(seed: ContentSeed) {
    append(agent: AgentID(high: seed.high, low: seed.low))
  }
}

extension ByteReader {
  mutating func seed() throws(CodecError) -> ContentSeed {
    let halves = try agent()
    return ContentSeed(high: halves.high, low: halves.low)
  }
}
