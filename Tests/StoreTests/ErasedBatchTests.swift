import CRDT
import Store
import TestSupport
import Testing

/// A batch whose content is erased, and everything that vouches for it.
struct ErasedBatchTests {
  private let text = ObjectAddress(key: "text")
  private let key = Cryptography.KeyPair()

  /// A batch with words and a value in it, as a device sends it.
  private func batch(_ words: String, name: String? = nil) throws -> StoredBatch {
    var document = Document()
    document.begin(as: agent(1))
    try document.write(words, at: 0, in: text)
    if let name { try document.set(.text(name), at: ObjectAddress(key: "name")) }
    let contents = try #require(document.contents(after: VersionVector()).first)
    return contents.stored(seed: .random()).signed(in: sectionB, by: key)
  }

  private func string(_ batch: StoredBatch) throws -> String {
    var document = Document()
    try document.receive(batch)
    return document.string(at: text)
  }

  private func erasure(_ events: Range<UInt64>) -> Erasure {
    Erasure(agent: agent(1), events: events)
  }

  @Test func `digest and signature outlive every erasure`() throws {
    let original = try batch("Jack sees Jill, and Jill sees Jack.", name: "Jack")
    let digest = original.digest(in: sectionB, after: StoredBatch.noDigest)
    var erased = original
    for range in [10..<14, 35..<36, 0..<4, 20..<24, 30..<34, 0..<36] as [Range<UInt64>] {
      erased = erased.erasing([erasure(range)])
      #expect(erased.digest(in: sectionB, after: StoredBatch.noDigest) == digest, "\(range)")
      #expect(erased.isSigned(in: sectionB, by: key.publicKey))
      #expect(erased.isSameWork(as: original) && original.isSameWork(as: erased))
      let contents = try BatchContents(decoding: erased.payload)
      #expect(contents.encoded() == erased.payload)
    }
    let blank = String(repeating: String(BatchContent.erasedScalar), count: 35)
    #expect(try string(erased) == blank)
    #expect(!contains("Ja", erased.payload) && !contains("sees", erased.payload))
  }

  @Test(arguments: 1...60)
  func `digests outlive erasures of any events in any order`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let words = (0..<Int.random(in: 1...40, using: &random)).map { _ in
      ["Jack", "Zoë", "b", " ", ", ", "😀", "reading", "\n"].randomElement(using: &random) ?? ""
    }.joined()
    let original = try batch(words, name: "Zoë")
    let digest = original.digest(in: sectionB, after: StoredBatch.noDigest)
    let count = UInt64(original.count)
    var erased = original
    var all: [Erasure] = []
    for _ in 0..<5 {
      let start = UInt64.random(in: 0..<count, using: &random)
      let asked = erasure(start..<UInt64.random(in: (start + 1)...count, using: &random))
      let taken = erased.widened([asked])
      #expect(taken == original.widened([asked]), "seed \(seed)")
      all = Erasure.joined(all + taken)
      erased = erased.erasing(taken)
      #expect(
        erased.digest(in: sectionB, after: StoredBatch.noDigest) == digest, "seed \(seed)")
    }
    // In one go it is the same.
    #expect(original.erasing(all) == erased, "seed \(seed)")
    var document = Document()
    try document.receive(original)
    document.begin(as: agent(2))
    try document.erase(all)
    #expect(try string(erased) == document.string(at: text), "seed \(seed)")
  }

  @Test func `words are taken whole`() throws {
    let original = try batch("Jack's cat")
    #expect(original.widened([erasure(1..<3)]) == [erasure(0..<4)])
    #expect(original.widened([erasure(3..<8)]) == [erasure(0..<10)])
    #expect(original.widened([Erasure(agent: agent(2), events: 0..<4)]) == [])
  }

  @Test func `the seed of the session goes from every batch of the part`() throws {
    let seed = ContentSeed.random()
    var document = Document()
    document.begin(as: agent(1))
    try document.write("kept", at: 0, in: text)
    let contents = try #require(document.contents(after: VersionVector()).first)
    let kept = contents.stored(seed: seed)
    #expect(contains(seed.bytes, kept.payload))
    let after = kept.erasing([Erasure(agent: agent(2), events: 0..<1)])
    #expect(!contains(seed.bytes, after.payload))
    #expect(
      after.digest(in: sectionB, after: StoredBatch.noDigest)
        == kept.digest(in: sectionB, after: StoredBatch.noDigest))
  }

  @Test func `other words, salts, places or a cut cover make another digest`() throws {
    let original = try batch("Jack sees Jill", name: "Jill")
    let erased = original.erasing([erasure(0..<4)])
    let digest = original.digest(in: sectionB, after: StoredBatch.noDigest)
    for index in erased.payload.indices {
      for bit in [UInt8(1), 128] {
        var forged = erased
        forged.payload[index] ^= bit
        #expect(
          forged.digest(in: sectionB, after: StoredBatch.noDigest) != digest, "byte \(index)")
      }
    }
  }

  @Test func `a digest covers what the agent wrote before`() throws {
    let original = try batch("Jack")
    let other = [UInt8](repeating: 1, count: 32)
    #expect(
      original.digest(in: sectionB, after: other)
        != original.digest(in: sectionB, after: StoredBatch.noDigest))
  }

  private func contains(_ words: String, _ bytes: [UInt8]) -> Bool {
    contains(Array(words.utf8), bytes)
  }

  private func contains(_ words: [UInt8], _ bytes: [UInt8]) -> Bool {
    bytes.indices.contains { bytes[$0...].starts(with: words) }
  }
}
