import CRDT
import TestSupport
import Testing

/// Bundles cut short, flipped and made up: each is refused with a typed error or is a valid bundle;
/// none ends the process, and what is refused changes nothing.
@Suite struct HostileBundleTests {
  private let bundle: [UInt8]
  private let reader: Document
  private let saved: [UInt8]

  init() throws {
    var replicas = Replicas(3)
    let text = TestPart.body()
    try replicas[0].write("añ😀d", at: 0, in: text)
    let record = try replicas[0].insertRecord(inListAt: TestPart.items(), at: 0)
    try replicas[0].add(.text("é"), toSetAt: TestPart.links(record))
    try replicas.exchange()
    try replicas[2].write("reader", at: 2, in: text)
    reader = replicas[2]
    saved = reader.saved()
    let known = reader.versionVector
    try replicas[1].moveRecord(record, to: 0)
    try replicas[1].erase(at: 1, length: 2, in: text)
    try replicas[0].set(.integer(-7), at: TestPart.level(record))
    try replicas[1].write("XY", at: 1, in: text)
    try replicas[0].deleteRecord(record)
    try replicas[0].write("in", at: 0, in: TestPart.body(record))
    try replicas[0].pull(replicas[1])
    try replicas[0].set(.identifier(record), at: TestPart.level())
    var batches = replicas[0].batches(after: known)
    batches[1].signature = [1, 2, 3]
    var odd = RawBatch(
      first: EventID(agent: AgentID(high: 8, low: 8), sequence: 0), parents: replicas[0].frontier)
    odd.edit(.deleteBackward, odd.target(.text, text), at: 0, length: 1)
    batches.append(
      StoredBatch(agent: AgentID(high: 8, low: 8), first: 0, count: 1, payload: odd.encoded()))
    bundle = BatchBundle(batches).encoded(.quick)
  }

  private func attack(_ bytes: [UInt8], _ note: @autoclosure () -> String) throws {
    guard let read = try? BatchBundle(decoding: bytes) else { return }
    var attacked = reader
    do throws(DocumentError) {
      try attacked.receive(read)
    } catch {
      #expect(attacked.saved() == saved, "\(note())")
      return
    }
    // What it says as a whole is what its batches say one by one.
    var single = reader
    for batch in read.batches { try single.receive(batch) }
    #expect(attacked.dump() == single.dump(), "\(note())")
    let again = try Document(loading: attacked.saved())
    #expect(again.dump() == attacked.dump(), "\(note())")
  }

  @Test func `a bundle cut short anywhere is refused`() {
    for length in bundle.indices {
      #expect(throws: CodecError.self) {
        try BatchBundle(decoding: Array(bundle[..<length]))
      }
      #expect(throws: CodecError.self) {
        try BatchBundle(decoding: BundleBytes.sealed(Array(bundle[..<max(0, length - 4)])))
      }
    }
  }

  @Test func `a bundle with any bit flipped is refused`() {
    for bit in 0..<bundle.count * 8 {
      var bytes = bundle
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(throws: CodecError.self) { try BatchBundle(decoding: bytes) }
    }
  }

  @Test func `a bundle with any bit flipped under a true checksum is refused or valid`() throws {
    let body = BundleBytes.body(bundle)
    for bit in 0..<body.count * 8 {
      var bytes = body
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      try attack(BundleBytes.sealed(bytes), "bit \(bit)")
    }
  }

  @Test(arguments: 1...40)
  func `bundles changed at random are refused or valid`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let body = BundleBytes.body(bundle)
    for _ in 0..<60 {
      var bytes = body
      for _ in 0..<Int.random(in: 1...5, using: &random) {
        let index = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: index)
        default: bytes.insert(UInt8.random(in: 0...9, using: &random), at: index)
        }
      }
      try attack(BundleBytes.sealed(bytes), "seed \(seed)")
    }
  }
}
