import CRDT
import Foundation
import Terminal
import TestSupport

/// Measures the engine on one editing trace. Times are medians of several runs.
struct TraceBenchmark {
  private let name: String
  private let trace: Trace
  private let address = ObjectAddress(key: "text")

  init(_ url: URL) throws {
    name = url.lastPathComponent.components(separatedBy: ".")[0]
    trace = try Trace(contentsOf: url)
  }

  struct Result: Encodable {
    var trace: String
    /// Patches in the trace.
    var edits: Int
    /// Each edit applied as a local edit, one by one, into an empty document, log included; of a
    /// concurrent trace each transaction upon its parents.
    var replayMilliseconds: Double
    /// Of a concurrent trace: replicas that send each other every change, encoded.
    var liveMilliseconds: Double?
    var saveMilliseconds: Double
    var saveBytes: Int
    /// The same with the quick effort.
    var quickSaveMilliseconds: Double
    var quickSaveBytes: Int
    /// Saved bytes to a document and its text copied out.
    var loadMilliseconds: Double
    /// The encoded history as one remote update, a bundle, into an empty document, and its text
    /// copied out.
    var mergeMilliseconds: Double
    var mergeBytes: Int
    /// The transactions as batches of their own: how many, their bytes in all; put into one bundle;
    /// and that decoded and merged into an empty document.
    var updates: Int
    var updateBytes: Int
    var bundleMilliseconds: Double
    var bundleBytes: Int
    var unbundleMilliseconds: Double
    /// A second replica receives each transaction as its own update: time for one.
    var incrementalMicroseconds: Double
    var peakResidentBytes: Int
    /// What a loaded document holds in memory, and once it was asked for its version too, as the first
    /// exchange with another replica does.
    var steadyBytes: Int
    var steadyAskedBytes: Int
    /// Whether every text made above equals the trace's own.
    var finalMatches: Bool

    enum CodingKeys: String, CodingKey {
      case trace
      case edits
      case replayMilliseconds = "replay_ms"
      case liveMilliseconds = "live_ms"
      case saveMilliseconds = "save_ms"
      case saveBytes = "save_bytes"
      case quickSaveMilliseconds = "quick_save_ms"
      case quickSaveBytes = "quick_save_bytes"
      case loadMilliseconds = "load_ms"
      case mergeMilliseconds = "merge_ms"
      case mergeBytes = "merge_bytes"
      case updates
      case updateBytes = "update_bytes"
      case bundleMilliseconds = "bundle_ms"
      case bundleBytes = "bundle_bytes"
      case unbundleMilliseconds = "unbundle_ms"
      case incrementalMicroseconds = "incremental_us"
      case peakResidentBytes = "peak_rss_bytes"
      case steadyBytes = "steady_bytes"
      case steadyAskedBytes = "steady_asked_bytes"
      case finalMatches = "final_matches"
    }

    func json() throws -> String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    func table() -> String {
      """
      \(trace)  \(edits) edits  text \(finalMatches ? "right" : "WRONG")
        replay       \(Self.shown(replayMilliseconds)) ms
        exchange     \(liveMilliseconds.map(Self.shown) ?? "        -") ms
        save         \(Self.shown(saveMilliseconds)) ms, \(saveBytes) bytes
        save quick   \(Self.shown(quickSaveMilliseconds)) ms, \(quickSaveBytes) bytes
        load         \(Self.shown(loadMilliseconds)) ms
        merge        \(Self.shown(mergeMilliseconds)) ms, \(mergeBytes) bytes
        bundle       \(Self.shown(bundleMilliseconds)) ms, \(bundleBytes) bytes, of \(updates) \
      updates of \(updateBytes) bytes; merged in \(Self.shown(unbundleMilliseconds)) ms
        incremental  \(Self.shown(incrementalMicroseconds)) µs an update
        memory       \(steadyBytes) bytes steady, \(steadyAskedBytes) asked for its version, \
      \(peakResidentBytes) peak resident
      """
    }

    private static func shown(_ value: Double) -> String { String(format: "%9.3f", value) }
  }

  func run() throws -> Result {
    var matches = true
    func check(_ document: Document) {
      if document.string(at: address) != trace.endContent { matches = false }
    }

    let replay = try replayTime(check)
    let live = try liveTime(check)
    let updates = try self.updates()
    let document = try received(updates.map { try BatchContents(decoding: $0.payload) })
    check(document)
    let (saveTime, saved) = try median(5) { document.saved() }
    let (quickSaveTime, quick) = try median(5) { document.saved(.quick) }
    let (loadTime, loaded) = try median(9) {
      let document = try Document(trusting: saved)
      _ = document.string(at: address)
      return document
    }
    check(loaded)
    let whole = BatchBundle(document.batches(after: VersionVector())).encoded()
    let (mergeTime, merged) = try median(9) {
      var document = Document()
      try document.receive(try BatchBundle(decoding: whole))
      _ = document.string(at: address)
      return document
    }
    check(merged)
    let (bundleTime, bundle) = try median(1) { BatchBundle(updates).encoded() }
    let (unbundleTime, unbundled) = try median(3) {
      var document = Document()
      try document.receive(try BatchBundle(decoding: bundle))
      return document
    }
    check(unbundled)
    let (incrementalTime, single) = try median(3) {
      var replica = Document()
      for update in updates { try replica.receive(update) }
      return replica
    }
    check(single)
    let steady = try steadyMemory(saved)
    return Result(
      trace: name, edits: trace.txns.reduce(0) { $0 + $1.patches.count },
      replayMilliseconds: replay, liveMilliseconds: live,
      saveMilliseconds: saveTime, saveBytes: saved.count,
      quickSaveMilliseconds: quickSaveTime, quickSaveBytes: quick.count,
      loadMilliseconds: loadTime, mergeMilliseconds: mergeTime, mergeBytes: whole.count,
      updates: updates.count,
      updateBytes: updates.reduce(0) { $0 + $1.payload.count },
      bundleMilliseconds: bundleTime, bundleBytes: bundle.count,
      unbundleMilliseconds: unbundleTime,
      incrementalMicroseconds: incrementalTime * 1000 / Double(max(1, updates.count)),
      peakResidentBytes: Memory.peakResident, steadyBytes: steady.loaded,
      steadyAskedBytes: steady.asked, finalMatches: matches)
  }

  /// Does one measure's work again and again.
  func repeats(_ measure: String, _ count: Int) throws {
    let updates = try self.updates()
    let contents = try updates.map { try BatchContents(decoding: $0.payload) }
    let document = try received(contents)
    let saved = document.saved()
    let bundle = BatchBundle(document.batches(after: VersionVector())).encoded()
    for _ in 0..<count {
      switch measure {
      case "merge":
        var replica = Document()
        try replica.receive(try BatchBundle(decoding: bundle))
      case "load": _ = try Document(trusting: saved)
      default:
        var replica = Document()
        for update in updates { try replica.receive(update) }
      }
    }
  }

  // MARK: Replay

  private struct FlatPatch {
    var position: Int
    var deleted: Int
    var inserted: [UInt8]
  }

  private func replayTime(_ check: (Document) -> Void) throws -> Double {
    if trace.isConcurrent {
      let batches = trace.batches(address: address)
      let (time, document) = try median(3) {
        var document = Document()
        for batch in batches { try document.receive([batch]) }
        return document
      }
      check(document)
      return time
    }
    let patches = trace.txns.flatMap(\.patches).map {
      FlatPatch(position: $0.position, deleted: $0.deleted, inserted: Array($0.inserted.utf8))
    }
    let (time, document) = try median(7) {
      var document = Document()
      document.begin(as: AgentID(high: 1, low: 1))
      let text = try document.text(at: address)
      for patch in patches {
        if patch.deleted > 0 {
          try document.delete(at: patch.position, length: patch.deleted, in: text)
        }
        if !patch.inserted.isEmpty {
          try patch.inserted.withUnsafeBufferPointer { bytes in
            try document.insert(utf8: bytes, at: patch.position, in: text)
          }
        }
      }
      return document
    }
    check(document)
    return time
  }

  private func liveTime(_ check: (Document) -> Void) throws -> Double? {
    guard trace.isConcurrent else { return nil }
    let exchange = LiveExchange(trace)
    let (time, document) = try median(3) { try exchange.run(address) }
    if exchange.isByAuthors { check(document) }
    return time
  }

  // MARK: Updates

  /// Each transaction as its own encoded update.
  private func updates() throws -> [StoredBatch] {
    if trace.isConcurrent { return trace.batches(address: address).map { $0.stored() } }
    var document = Document()
    let agent = AgentID(high: 1, low: 1)
    document.begin(as: agent)
    let text = try document.text(at: address)
    var updates: [StoredBatch] = []
    for transaction in trace.txns {
      var known = VersionVector()
      known[agent] = UInt64(document.eventCount)
      for patch in transaction.patches {
        try document.delete(at: patch.position, length: patch.deleted, in: text)
        try document.insert(patch.inserted, at: patch.position, in: text)
      }
      updates += document.batches(after: known)
    }
    return updates
  }

  private func received(_ batches: [BatchContents]) throws -> Document {
    var document = Document()
    try document.receive(batches)
    return document
  }

  /// Measured in a process of its own, where no memory lies about that was used before.
  private func steadyMemory(_ saved: [UInt8]) throws -> (loaded: Int, asked: Int) {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "steady-\(UUID().uuidString)")
    try Data(saved).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let child = try ChildProcess(
      Self.ownPath, ["steady", file.path], environment: [], errors: .null)
    let answer = child.readLine().split(separator: " ").compactMap { Int($0) }
    child.wait()
    return (answer.first ?? 0, answer.last ?? 0)
  }

  private static var ownPath: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
  }

  /// Resident memory for one of many documents loaded at once, so that the allocator's own steps do
  /// not show; then the same after each was asked for its version.
  static func steadyMemory(ofSavedFile path: String) throws -> (loaded: Int, asked: Int) {
    let saved = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    let copies = 64
    var documents = [try Document(trusting: saved)]
    let before = Memory.resident
    // Each with the file's bytes to itself, as documents of different plans have.
    for _ in 0..<copies { documents.append(try Document(trusting: saved + [])) }
    let loaded = Memory.resident
    for document in documents { _ = document.versionVector }
    let asked = Memory.resident
    return withExtendedLifetime(documents) {
      (max(0, loaded - before) / copies, max(0, asked - before) / copies)
    }
  }

  // MARK: Timing

  /// The median time of several runs in milliseconds, and the last result.
  private func median<Value>(_ runs: Int, _ body: () throws -> Value) throws -> (Double, Value) {
    var times: [Double] = []
    var last = try body()
    let clock = ContinuousClock()
    for _ in 0..<runs {
      let start = clock.now
      let value = try body()
      let duration = clock.now - start
      times.append(
        Double(duration.components.attoseconds) / 1e15
          + Double(duration.components.seconds) * 1000)
      last = value
    }
    times.sort()
    return (times[times.count / 2], last)
  }
}
