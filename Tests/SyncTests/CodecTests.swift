import CRDT
import Sync
import Testing

/// The wire: what is written is read back, and whatever else comes is a typed error.
struct CodecTests {
  private let agent = AgentID(high: 1, low: 2)

  private func batch(payload: [UInt8] = [9], signature: [UInt8] = []) -> StoredBatch {
    StoredBatch(agent: agent, first: 300, count: 2, payload: payload, signature: signature)
  }

  private func request(push: [StoredBatch]) -> SyncRequest {
    SyncRequest(round: 1, epoch: 2, parts: [.init(name: "B", cursor: 3, push: push)])
  }

  @Test func `the bytes of a request are settled for ever`() throws {
    let golden: [UInt8] =
      [0x45, 0x48, 0x53, 1, 1, 1, 2, 1, 1, 0x42, 3, 1]
      + [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2] + [0xAC, 2, 2, 1, 9, 0]
    #expect(try request(push: [batch()]).encoded() == golden)
    #expect(try SyncRequest(decoding: golden) == request(push: [batch()]))
  }

  @Test func `the bytes of a response are settled for ever`() throws {
    let agentBytes: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2]
    let response = SyncResponse(
      round: 1, epoch: 2, received: 300,
      parts: [
        .init(
          name: "B", acknowledged: [.init(agent: agent, next: 5)],
          refused: [.init(agent: agent, first: 5, count: 1, code: .gap(expected: 4))],
          entries: [LogEntry(cursor: 7, batch: batch(), received: 3)], cursor: 8, more: true)
      ], readable: ["C"], withheld: ["D"])
    let golden: [UInt8] =
      [0x45, 0x48, 0x53, 1, 2, 1, 2, 0xAC, 2, 1, 1, 0x42, 1] + agentBytes + [5, 1] + agentBytes
      + [5, 1, 6, 1, 4, 1, 7, 3] + agentBytes
      + [0xAC, 2, 2, 1, 9, 0, 8, 1, 1, 1, 0x43, 1, 1, 0x44]
    #expect(try response.encoded() == golden)
    #expect(try SyncResponse(decoding: golden) == response)
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `what is written is read back`(seed: UInt64) throws {
    var messages = RandomMessages(random: SeededGenerator(seed: seed))
    let request = messages.request()
    let response = messages.response()
    #expect(try SyncRequest(decoding: request.encoded()) == request)
    #expect(try SyncResponse(decoding: response.encoded()) == response)
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `a message cut short anywhere is refused`(seed: UInt64) throws {
    var messages = RandomMessages(random: SeededGenerator(seed: seed))
    let request = try messages.request().encoded()
    for length in request.indices {
      #expect(throws: SyncError.self) { try SyncRequest(decoding: Array(request[..<length])) }
    }
    let response = try messages.response().encoded()
    for length in response.indices {
      #expect(throws: SyncError.self) { try SyncResponse(decoding: Array(response[..<length])) }
    }
  }

  /// Because the form is canonical, a damaged message that can be read says exactly its own bytes.
  @Test(arguments: 0..<4 as Range<UInt64>)
  func `a flipped bit gives an error or a valid message`(seed: UInt64) throws {
    var messages = RandomMessages(random: SeededGenerator(seed: seed))
    var request = try messages.request().encoded()
    for bit in 0..<request.count * 8 {
      request[bit / 8] ^= 1 << UInt8(bit % 8)
      if let read = try? SyncRequest(decoding: request) { #expect(try read.encoded() == request) }
      request[bit / 8] ^= 1 << UInt8(bit % 8)
    }
    var response = try messages.response().encoded()
    for bit in 0..<response.count * 8 {
      response[bit / 8] ^= 1 << UInt8(bit % 8)
      if let read = try? SyncResponse(decoding: response) {
        #expect(try read.encoded() == response)
      }
      response[bit / 8] ^= 1 << UInt8(bit % 8)
    }
  }

  @Test func `noise after a good beginning never ends the process`() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<5_000 {
      var bytes: [UInt8] = [0x45, 0x48, 0x53, 1, random.oneIn(2) ? 1 : 2]
      for _ in 0..<Int.random(in: 0...40, using: &random) {
        bytes.append(random.oneIn(2) ? 0xFF : UInt8.random(in: 0...255, using: &random))
      }
      if let read = try? SyncRequest(decoding: bytes) { #expect(try read.encoded() == bytes) }
      if let read = try? SyncResponse(decoding: bytes) { #expect(try read.encoded() == bytes) }
    }
  }

  @Test func `other messages and other versions are told apart`() throws {
    var bytes = try request(push: []).encoded()
    #expect(throws: SyncError.notThisMessage) { try SyncResponse(decoding: bytes) }
    #expect(throws: SyncError.trailingBytes(count: 1)) { try SyncRequest(decoding: bytes + [0]) }
    bytes[3] = 2
    #expect(throws: SyncError.unsupportedVersion(2)) { try SyncRequest(decoding: bytes) }
    bytes[0] = 0
    #expect(throws: SyncError.notThisMessage) { try SyncRequest(decoding: bytes) }
    #expect(throws: SyncError.truncated(offset: 0)) { try SyncRequest(decoding: []) }
  }

  @Test func `a number has one form only`() throws {
    let head: [UInt8] = [0x45, 0x48, 0x53, 1, 1]
    let all = [UInt8](repeating: 0xFF, count: 9)
    #expect(throws: SyncError.badNumber(offset: 5)) {
      try SyncRequest(decoding: head + [0x80, 0] + [0, 0])
    }
    #expect(throws: SyncError.badNumber(offset: 5)) {
      try SyncRequest(decoding: head + all + [2] + [0, 0])
    }
    #expect(throws: SyncError.badNumber(offset: 5)) {
      try SyncRequest(decoding: head + all + [0x81, 0] + [0, 0])
    }
    #expect(
      try SyncRequest(decoding: head + all + [1] + [0, 0])
        == SyncRequest(round: .max, epoch: 0, parts: []))
  }

  @Test func `a count that cannot be true is refused before anything is allocated`() {
    let head: [UInt8] = [0x45, 0x48, 0x53, 1, 1, 0, 0]
    #expect(throws: SyncError.limitExceeded(limit: SyncLimits.parts)) {
      try SyncRequest(decoding: head + [0xFF, 0xFF, 0xFF, 0xFF, 0x0F])
    }
    #expect(throws: SyncError.truncated(offset: 7)) {
      try SyncRequest(decoding: head + [0x80, 0x20, 1, 0x42])
    }
    #expect(throws: SyncError.limitExceeded(limit: SyncLimits.batchesInPart)) {
      try SyncRequest(decoding: head + [1, 1, 0x42, 0, 0xFF, 0xFF, 0xFF, 0x7F])
    }
  }

  @Test func `limits hold when writing as when reading`() throws {
    let mebibyte = [UInt8](repeating: 1, count: SyncLimits.batchBytes)
    _ = try request(push: [batch(payload: mebibyte)]).encoded()
    #expect(throws: SyncError.badBatch) {
      try request(push: [batch(payload: mebibyte + [1])]).encoded()
    }
    #expect(throws: SyncError.badBatch) { try request(push: [batch(payload: [])]).encoded() }
    #expect(throws: SyncError.badBatch) { try request(push: [batch(signature: [1])]).encoded() }
    #expect(throws: SyncError.limitExceeded(limit: SyncLimits.messageBytes)) {
      let many = [StoredBatch](repeating: batch(payload: mebibyte), count: 8)
      return try request(push: many).encoded()
    }
    let tooLong = [UInt8](repeating: 0, count: SyncLimits.messageBytes + 1)
    #expect(throws: SyncError.limitExceeded(limit: SyncLimits.messageBytes)) {
      try SyncRequest(decoding: tooLong)
    }
  }

  @Test func `parts have plain names, each once, in order`() throws {
    func request(_ names: String...) -> SyncRequest {
      SyncRequest(round: 0, epoch: 0, parts: names.map { .init(name: $0, cursor: 0) })
    }
    _ = try request("A", "B", "advice-1").encoded()
    #expect(throws: SyncError.outOfOrder) { try request("B", "A").encoded() }
    #expect(throws: SyncError.outOfOrder) { try request("A", "A").encoded() }
    for name in ["", "é", "a b", "a\u{0}", String(repeating: "a", count: 65)] {
      #expect(throws: SyncError.badPartName) { try request(name).encoded() }
    }
    let twice: [UInt8] = [0x45, 0x48, 0x53, 1, 1, 0, 0, 2, 1, 0x41, 0, 0, 1, 0x41, 0, 0]
    #expect(throws: SyncError.outOfOrder) { try SyncRequest(decoding: twice) }
  }

  @Test func `a sequence that would overflow is refused`() {
    let hostile = StoredBatch(agent: agent, first: .max, count: 1, payload: [1])
    #expect(throws: SyncError.badBatch) { try request(push: [hostile]).encoded() }
  }
}
