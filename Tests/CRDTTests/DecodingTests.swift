import CRDT
import Foundation
import TestSupport
import Testing

/// Bytes cut short, flipped and made up: each is refused with a typed error or makes a valid
/// document; none ends the process, and what is refused changes nothing.
@Suite struct DecodingTests {
  private let text = TestPart.body()

  /// A small part with some of everything in it and with concurrency, the same at every run.
  private let document: Document
  /// A replica that holds part of it, and has work of its own.
  private let reader: Document

  init() throws {
    var replicas = Replicas(3)
    try replicas[0].write("añ😀d", at: 0, in: text)
    let record = try replicas[0].insertRecord(inListAt: TestPart.items(), at: 0)
    try replicas[0].add(.text("é"), toSetAt: TestPart.links(record))
    try replicas.exchange()
    try replicas[2].write("reader", at: 2, in: text)
    reader = replicas[2]
    let other = try replicas[1].insertRecord(inListAt: TestPart.items(), at: 1)
    try replicas[1].moveRecord(record, to: 1)
    try replicas[1].erase(at: 1, length: 2, in: text)
    try replicas[1].write("XY", at: 1, in: text)
    try replicas[1].deleteRecord(other)
    try replicas[0].set(.integer(-7), at: TestPart.level(record))
    try replicas[0].remove(.text("é"), fromSetAt: TestPart.links(record))
    try replicas[0].erase(at: 3, length: 1, in: text)
    try replicas[0].erase(at: 2, length: 1, in: text)
    try replicas[0].write("in", at: 0, in: TestPart.body(record))
    try replicas[0].pull(replicas[1])
    try replicas[0].set(.identifier(record), at: TestPart.level())
    document = replicas[0]
  }

  /// Gives the bytes to a document; checks whatever comes of it.
  private func attack(_ bytes: [UInt8], _ saved: [UInt8], _ note: @autoclosure () -> String) throws
  {
    var attacked = reader
    do throws(DocumentError) {
      try attacked.receive(decoding: bytes)
    } catch {
      #expect(attacked.saved() == saved, "\(note())")
      return
    }
    let again = try Document(loading: attacked.saved())
    #expect(again.dump() == attacked.dump(), "\(note())")
    #expect(again.saved() == attacked.saved(), "\(note())")
  }

  @Test func `a batch cut short anywhere is refused`() {
    for batch in document.batches(after: VersionVector()) {
      for length in batch.payload.indices {
        #expect(throws: CodecError.self) {
          try BatchContents(decoding: Array(batch.payload[..<length]))
        }
      }
      #expect(throws: CodecError.trailingBytes) {
        try BatchContents(decoding: batch.payload + [0])
      }
    }
  }

  @Test func `a batch with any bit flipped is refused or valid`() throws {
    let saved = reader.saved()
    for batch in document.batches(after: reader.versionVector) {
      for bit in 0..<batch.payload.count * 8 {
        var bytes = batch.payload
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        try attack(bytes, saved, "bit \(bit) of \(batch.agent) \(batch.first)")
      }
    }
  }

  @Test func `a batch with any byte replaced is refused or valid`() throws {
    let saved = reader.saved()
    for batch in document.batches(after: reader.versionVector) {
      for index in batch.payload.indices {
        for value in [UInt8(0), 1, 0x7F, 0x80, 0xFF] {
          var bytes = batch.payload
          bytes[index] = value
          try attack(bytes, saved, "byte \(index) of \(batch.agent) \(batch.first): \(value)")
        }
      }
    }
  }

  @Test(arguments: 1...40)
  func `batches cut up and put together at random are refused or valid`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let saved = reader.saved()
    let payloads = document.batches(after: VersionVector()).map(\.payload)
    for _ in 0..<40 {
      var bytes = payloads.randomElement(using: &random) ?? []
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let start = Int.random(in: 0...bytes.count, using: &random)
        let end = Int.random(in: start...min(bytes.count, start + 8), using: &random)
        let donor = payloads.randomElement(using: &random) ?? []
        let from = Int.random(in: 0...donor.count, using: &random)
        let piece = donor[from..<Int.random(in: from...min(donor.count, from + 8), using: &random)]
        bytes.replaceSubrange(start..<end, with: piece)
      }
      try attack(bytes, saved, "seed \(seed)")
    }
    for _ in 0..<100 {
      // Version, a structure of one agent, then anything.
      var bytes: [UInt8] = [2, UInt8.random(in: 17...60, using: &random), 1]
      bytes += [UInt8](repeating: 9, count: 16)
      for _ in 0..<Int.random(in: 0..<60, using: &random) {
        bytes.append(UInt8.random(in: 0...(random.chance(oneIn: 4) ? 255 : 6), using: &random))
      }
      try attack(bytes, saved, "seed \(seed)")
    }
  }

  @Test func `numbers have one form`() throws {
    var batch = RawBatch(first: EventID(agent: AgentID(high: 1, low: 1), sequence: 0), parents: [])
    batch.value(.write, batch.target(.register, TestPart.level()), .none)
    let bytes = batch.encoded()
    // The version as two and a useless zero.
    #expect(throws: CodecError.invalid) {
      try BatchContents(decoding: [0x82, 0x00] + bytes.dropFirst())
    }
    let endless = [UInt8](repeating: 0xFF, count: 20)
    #expect(throws: CodecError.invalid) { try BatchContents(decoding: endless) }
    for version in [UInt8(1), 3] {
      #expect(throws: CodecError.unknownVersion(UInt64(version))) {
        try BatchContents(decoding: [version] + bytes.dropFirst())
      }
    }
    #expect(throws: CodecError.truncated) { try BatchContents(decoding: []) }
  }

  // MARK: Saved documents

  @Test func `a saved document cut short anywhere is refused`() {
    let saved = document.saved()
    for length in saved.indices {
      #expect(throws: DocumentError.self, "\(length) of \(saved.count) bytes") {
        try Document(loading: Array(saved[..<length]))
      }
    }
  }

  @Test func `a saved document with any bit flipped is refused`() {
    let saved = document.saved()
    for bit in 0..<saved.count * 8 {
      var bytes = saved
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(throws: DocumentError.self, "bit \(bit) of \(saved.count * 8)") {
        try Document(loading: bytes)
      }
    }
  }

  @Test func `one's own saved document with any bit flipped is refused or reads as it was`() {
    let saved = document.saved()
    let (dump, frontier) = (document.dump(), document.frontier)
    for bit in 0..<saved.count * 8 {
      var bytes = saved
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      guard let opened = try? Document(trusting: bytes) else { continue }
      #expect(opened.dump() == dump, "bit \(bit) of \(saved.count * 8)")
      #expect(opened.frontier == frontier, "bit \(bit) of \(saved.count * 8)")
    }
  }

  @Test func `a saved document with any bit flipped under a true checksum is refused or valid`()
    throws
  {
    let chunks = SavedFile.chunks(of: document.saved())
    #expect(chunks.count == 5)
    #expect(SavedFile.bytes(chunks) == document.saved())
    for (number, chunk) in chunks.enumerated() {
      for bit in 0..<chunk.content.count * 8 {
        var attacked = chunks
        attacked[number].content[bit / 8] ^= 1 << UInt8(bit % 8)
        try load(SavedFile.bytes(attacked), "chunk \(chunk.tag), bit \(bit)")
      }
      for length in chunk.content.indices {
        var attacked = chunks
        attacked[number].content = Array(chunk.content[..<length])
        #expect(throws: DocumentError.self) {
          try Document(loading: SavedFile.bytes(attacked))
        }
      }
    }
  }

  @Test(arguments: 1...20)
  func `made-up saved documents are refused or valid`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let chunks = SavedFile.chunks(of: document.saved())
    for _ in 0..<40 {
      var attacked = chunks
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let number = Int.random(in: chunks.indices, using: &random)
        let index = Int.random(in: chunks[number].content.indices, using: &random)
        attacked[number].content[index] = UInt8.random(in: 0...255, using: &random)
      }
      try load(SavedFile.bytes(attacked), "seed \(seed)")
      let noise = (0..<Int.random(in: 0..<80, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      try load(noise, "seed \(seed)")
      attacked[Int.random(in: chunks.indices, using: &random)].content = noise
      try load(SavedFile.bytes(attacked), "seed \(seed)")
      try load(SavedFile.header() + noise, "seed \(seed)")
    }
  }

  private func load(_ bytes: [UInt8], _ note: @autoclosure () -> String) throws {
    guard let loaded = try? Document(loading: bytes) else { return }
    let again = try Document(loading: loaded.saved())
    #expect(again.dump() == loaded.dump(), "\(note())")
    #expect(again.saved() == loaded.saved(), "\(note())")
  }

  @Test func `a chunk of another kind is kept, a later version is refused`() throws {
    let chunks = SavedFile.chunks(of: document.saved())
    let extra = SavedFile.Chunk(tag: 200, content: Array("unknown".utf8))
    var loaded = try Document(loading: SavedFile.bytes([extra] + chunks))
    #expect(loaded.dump() == document.dump())
    loaded.begin(as: AgentID(high: 77, low: 77))
    try loaded.set(.flag(true), at: ObjectAddress(key: "flag"))
    #expect(SavedFile.chunks(of: loaded.saved()).last == extra)
    #expect(throws: DocumentError.malformed(.unknownVersion(2))) {
      try Document(loading: SavedFile.bytes(chunks, version: 2))
    }
    #expect(throws: DocumentError.malformed(.notRecognised)) {
      try Document(loading: Array("{\"json\": true}".utf8))
    }
  }

  @Test func `a history about records nobody created is refused, as its batches would be`() throws {
    // Found by the fuzzer: the state was the history's, but no other replica would take it.
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent()
      .appendingPathComponent("Fixtures/fuzz/moves-what-is-no-record.saved")
    let bytes = Array(try Data(contentsOf: file))
    #expect(throws: DocumentError.malformed(.invalid)) { try Document(loading: bytes) }
  }

  @Test func `a file without a history is no empty document`() {
    #expect(throws: DocumentError.malformed(.truncated)) {
      try Document(loading: SavedFile.header())
    }
    #expect(throws: DocumentError.malformed(.truncated)) {
      try Document(loading: SavedFile.header() + SavedFile.chunk([1, 2, 3], tag: 9))
    }
  }
}
