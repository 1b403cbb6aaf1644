import CRDT
import Sync

/// Draws messages of every shape, extreme numbers included.
struct RandomMessages {
  var random: SeededGenerator

  mutating func request() -> SyncRequest {
    var request = SyncRequest(round: number(), epoch: number(), parts: [])
    for name in names() {
      request.parts.append(
        .init(name: name, cursor: number(), push: (0..<few()).map { _ in batch() }))
    }
    return request
  }

  mutating func response() -> SyncResponse {
    SyncResponse(
      round: number(), epoch: number(), received: number(), parts: names().map { part($0) },
      readable: names(),
      withheld: names())
  }

  private mutating func part(_ name: String) -> SyncResponse.Part {
    var part = SyncResponse.Part(name: name, cursor: 0, more: Bool.random(using: &random))
    part.acknowledged = (0..<few()).map { _ in .init(agent: agent(), next: number()) }
    part.refused = (0..<few()).map { _ in
      .init(
        agent: agent(), first: number(), count: .random(in: 0 ... .max, using: &random),
        code: code())
    }
    for _ in 0..<few() {
      part.cursor += UInt64.random(in: 1...(1 << 60), using: &random)
      part.entries.append(LogEntry(cursor: part.cursor, batch: batch(), received: number()))
    }
    part.cursor += UInt64.random(in: 0...9, using: &random)
    return part
  }

  private mutating func code() -> RefusalCode {
    let codes: [RefusalCode] = [
      .unsignedOrBadSignature, .notPermitted, .phaseForbids, .agentBelongsToAnother,
      .impersonation, .gap(expected: number()),
      .missingParent(EventID(agent: agent(), sequence: number())), .malformed, .tooLarge,
      .planErased, .unavailable,
      .unknown(code: .random(in: 12 ... .max, using: &random), detail: bytes(0...9)),
    ]
    return codes[Int.random(in: codes.indices, using: &random)]
  }

  private mutating func batch() -> StoredBatch {
    StoredBatch(
      agent: agent(), first: number() / 2, count: .random(in: 1 ... .max, using: &random),
      payload: bytes(1...40), signature: random.oneIn(2) ? [] : bytes(64...64))
  }

  private mutating func names() -> [String] {
    ["A", "B", "H1", "K", "advice-7", "details"].filter { _ in random.oneIn(3) }
  }

  private mutating func agent() -> AgentID { AgentID(high: number(), low: number()) }

  private mutating func few() -> Int { Int.random(in: 0...3, using: &random) }

  /// Any magnitude is as likely as any other.
  private mutating func number() -> UInt64 {
    random.next() >> UInt64.random(in: 0...64, using: &random)
  }

  private mutating func bytes(_ length: ClosedRange<Int>) -> [UInt8] {
    (0..<Int.random(in: length, using: &random)).map { _ in
      UInt8.random(in: .min ... .max, using: &random)
    }
  }
}
