import CRDT

/// A batch's content, chunk by chunk: the values, then the words of the text.
struct ContentChunks {
  struct Chunk {
    var piece: BatchContent.Piece
    /// Where in the text it begins, in scalars; zero of a value.
    var start = 0
    var scalars = 0
  }

  var values: [Chunk] = []
  var text: [Chunk] = []

  var count: Int { values.count + text.count }

  /// The numbers of the chunks that are erased.
  var erased: Set<Int> {
    Set(
      (values + text).enumerated().compactMap { number, chunk in
        if case .erased = chunk.piece { number } else { nil }
      })
  }

  /// The numbers of the chunks that an erasure of the values at `places` and of `ranges` of the text,
  /// in scalars, takes.
  func touched(values places: Set<Int>, text ranges: [Range<Int>]) -> Set<Int> {
    var touched = places.filter { values.indices.contains($0) }
    for (index, chunk) in text.enumerated() {
      let range = chunk.start..<chunk.start + chunk.scalars
      if ranges.contains(where: { $0.overlaps(range) }) { touched.insert(values.count + index) }
    }
    return touched
  }
}

extension BatchContent {
  var chunks: ContentChunks {
    var chunks = ContentChunks()
    switch self {
    case .none: break
    case .sealed(_, let values, let text):
      chunks.values = values.map { ContentChunks.Chunk(piece: .present($0)) }
      chunks.append(text)
    case .erased(let values, let text, _):
      chunks.values = values.map { ContentChunks.Chunk(piece: $0) }
      for piece in text {
        switch piece {
        case .present(let bytes): chunks.append(bytes)
        case .erased(_, let scalars): chunks.append(piece, scalars: scalars)
        }
      }
    }
    return chunks
  }
}

extension ContentChunks {
  fileprivate mutating func append(_ bytes: [UInt8]) {
    TextChunks.forEach(in: bytes) { range, scalars in
      append(.present(Array(bytes[range])), scalars: scalars)
    }
  }

  fileprivate mutating func append(_ piece: BatchContent.Piece, scalars: Int) {
    let start = text.last.map { $0.start + $0.scalars } ?? 0
    text.append(Chunk(piece: piece, start: start, scalars: scalars))
  }
}
