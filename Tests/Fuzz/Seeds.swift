import CRDT
import Sync

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Puts a few true inputs into the corpus, the first folder named, before the fuzzer looks at it.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(
  _ count: UnsafeMutablePointer<CInt>, _ words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>>
) -> CInt {
  guard count.pointee > 1, let folder = CommandLine.arguments.dropFirst().first,
    let target = CommandLine.arguments[0].split(separator: "/").last,
    let seeds = try? Seeds.of(String(target))
  else { return 0 }
  for (number, seed) in seeds.enumerated() {
    // Where a file to try again is named instead, there is no such place.
    guard let file = fopen("\(folder)/seed-\(number)", "w") else { continue }
    _ = seed.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
    fclose(file)
  }
  return 0
}

enum Seeds {
  static func of(_ target: String) throws -> [[UInt8]] {
    let (one, other) = try Parts.written()
    let batches = one.batches(after: VersionVector())
    switch target {
    case "batch":
      return batches.map(\.payload)
        + one.batches(after: other.versionVector).map(\.payload)
    case "bundle":
      return [
        BatchBundle(batches).encoded(.quick),
        BatchBundle(one.batches(after: other.versionVector)).encoded(.quick),
      ]
    case "saved":
      return [Envelope.chunks(of: one.saved(.quick)), Envelope.chunks(of: other.saved(.quick))]
    case "spines":
      return [one, other].map { document in
        // The spines' chunk is the last, behind its tag and its length.
        let chunks = Envelope.chunks(of: document.saved(.quick, withSpines: true))
        let others = Envelope.chunks(of: document.saved(.quick))
        return Array(chunks.dropFirst(others.count + 3))
      }
    default:
      let request = SyncRequest(
        round: 1, epoch: 7, parts: [.init(name: "A", cursor: 3, push: batches)])
      let entries = batches.enumerated().map {
        LogEntry(cursor: UInt64($0 + 1), batch: $1, received: 9)
      }
      let agent = AgentID(high: 1, low: 0)
      let response = SyncResponse(
        round: 1, epoch: 7, received: 9,
        parts: [
          .init(
            name: "A", acknowledged: [.init(agent: agent, next: 4)],
            refused: [.init(agent: agent, first: 4, count: 1, code: .gap(expected: 2))],
            entries: entries, cursor: 100)
        ],
        readable: ["B"], withheld: ["K"])
      return [try request.encoded(), try response.encoded()]
    }
  }
}
