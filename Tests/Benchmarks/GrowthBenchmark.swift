import CRDT
import Foundation
import TestSupport

/// Whether the cost of working on a document grows with its history: the same small tasks after one,
/// ten and a hundred times the trace, the text being the same size each time.
struct GrowthBenchmark {
  private let trace: Trace
  private let address = ObjectAddress(key: "text")
  /// Edits of each task.
  private let edits = 1_000

  init(_ url: URL) throws { trace = try Trace(contentsOf: url) }

  func run() throws {
    print("history (events)   local edit (µs)   remote run (ms)   concurrent merge (ms)")
    for factor in [1, 10, 100] {
      let document = try grown(factor)
      let local = try median { try localEdits(document) }
      let remote = try median { try remoteRun(document) }
      let merge = try median { try concurrentMerge(document) }
      print(
        String(
          format: "%14d %17.3f %17.3f %23.3f", document.eventCount,
          local * 1000 / Double(edits), remote, merge))
    }
  }

  /// The trace played so many times, each time into the emptied text.
  private func grown(_ factor: Int) throws -> Document {
    var document = Document()
    document.begin(as: AgentID(high: 1, low: 1))
    let text = try document.text(at: address)
    for _ in 0..<factor {
      try document.delete(at: 0, length: document.length(of: text), in: text)
      for patch in trace.txns.flatMap(\.patches) {
        try document.delete(at: patch.position, length: patch.deleted, in: text)
        try document.insert(patch.inserted, at: patch.position, in: text)
      }
    }
    return document
  }

  /// Single letters here and there, as one agent.
  private func write(_ document: inout Document, as agent: AgentID, seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    document.begin(as: agent)
    let text = try document.text(at: address)
    for _ in 0..<edits {
      let position = Int.random(in: 0...document.length(of: text), using: &random)
      try document.insert("x", at: position, in: text)
    }
  }

  // Each task gives its time in milliseconds; the copy of the document that it works on is made
  // before the clock starts.

  private func localEdits(_ original: Document) throws -> Double {
    var document = try touched(original)
    return try milliseconds {
      try write(&document, as: AgentID(high: 2, low: 2), seed: 1)
    }
  }

  private func remoteRun(_ original: Document) throws -> Double {
    var document = try touched(original)
    var other = document
    let known = document.versionVector
    try write(&other, as: AgentID(high: 3, low: 3), seed: 2)
    let batches = other.batches(after: known)
    return try milliseconds { for batch in batches { try document.receive(batch) } }
  }

  private func concurrentMerge(_ original: Document) throws -> Double {
    var document = try touched(original)
    var other = document
    let known = document.versionVector
    try write(&other, as: AgentID(high: 4, low: 4), seed: 3)
    try write(&document, as: AgentID(high: 5, low: 5), seed: 4)
    let batches = other.batches(after: known)
    return try milliseconds { for batch in batches { try document.receive(batch) } }
  }

  /// A copy that shares no memory with the original any more.
  private func touched(_ original: Document) throws -> Document {
    var document = original
    document.begin(as: AgentID(high: 9, low: 9))
    try document.insert("x", at: 0, in: try document.text(at: address))
    return document
  }

  private func milliseconds(_ body: () throws -> Void) rethrows -> Double {
    let duration = try ContinuousClock().measure(body)
    return Double(duration.components.attoseconds) / 1e15
      + Double(duration.components.seconds) * 1000
  }

  private func median(_ body: () throws -> Double) throws -> Double {
    try (0..<5).map { _ in try body() }.sorted()[2]
  }
}
