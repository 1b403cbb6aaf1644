import CRDT
import Foundation
import TestSupport

/// What it costs to ask a history: who wrote what stands here, where a comment belongs now, what an
/// earlier version said.
struct SpineBenchmark {
  private let address = ObjectAddress(key: "text")
  private let anchors = 2_000

  /// One trace's document. Times in milliseconds.
  func run(_ url: URL) throws {
    let trace = try Trace(contentsOf: url)
    var document = Document()
    if trace.isConcurrent {
      try document.receive(trace.batches(address: address))
    } else {
      document.begin(as: AgentID(high: 0, low: 1))
      let text = try document.text(at: address)
      for patch in trace.txns.flatMap(\.patches) {
        try document.delete(at: patch.position, length: patch.deleted, in: text)
        try document.insert(patch.inserted, at: patch.position, in: text)
      }
    }
    print("\(url.lastPathComponent)  \(document.eventCount) events")
    try measure(document, texts: [address])
    try versions(document)
  }

  /// A plan as long as two hundred pages, two people at work in every text, in one part.
  func plan() throws {
    var random = SeededGenerator(seed: 1)
    var document = Document()
    document.begin(as: AgentID(high: 1, low: 1))
    var other = Document()
    other.begin(as: AgentID(high: 2, low: 2))
    let texts = (0..<400).map { ObjectAddress(key: "text \($0)") }
    for round in 0..<8 {
      for text in texts {
        try write(&document, text, &random)
        if round % 2 == 1 { try write(&other, text, &random) }
      }
      try document.pull(other)
      try other.pull(document)
    }
    let length = texts.reduce(0) { $0 + document.string(at: $1).count }
    print("a plan of \(texts.count) texts, \(length) letters, \(document.eventCount) events")
    try measure(document, texts: texts)
  }

  /// A sentence typed somewhere, with slips of the finger; some words of another taken out.
  private func write(
    _ document: inout Document, _ address: ObjectAddress, _ random: inout SeededGenerator
  ) throws {
    let text = try document.text(at: address)
    for _ in 0..<3 {
      let length = document.length(of: text)
      var caret = Int.random(in: 0...length, using: &random)
      for _ in 0..<Int.random(in: 40...90, using: &random) {
        try document.insert("e", at: caret, in: text)
        caret += 1
        if random.chance(oneIn: 12) {
          caret -= 1
          try document.delete(at: caret, length: 1, in: text)
        }
      }
      if length > 40 {
        let position = Int.random(in: 0..<length - 20, using: &random)
        try document.delete(at: position, length: 20, in: text)
      }
    }
  }

  private func measure(_ document: Document, texts: [ObjectAddress]) throws {
    var first = document
    let saved = document.saved(.quick)
    let kept = document.saved(.quick, withSpines: true)
    let marks = self.marks(document, texts)
    func resolve(_ document: Document) -> Int {
      var histories: [ObjectAddress: TextHistory] = [:]
      return marks.reduce(0) { sum, mark in
        let history = histories[mark.text] ?? document.textHistory(at: mark.text)
        histories[mark.text] = history
        return sum + (history.position(of: mark.event)?.position ?? 0)
      }
    }
    let expected = resolve(document)
    func report(_ what: String, _ body: () throws -> Int) throws {
      var sum = 0
      let time = try median(5) { sum = try body() }
      precondition(sum == expected, "a mark stands elsewhere")
      print(
        String(
          format: "  %@ %9.3f ms", what.padding(toLength: 52, withPad: " ", startingAt: 0), time))
    }
    print("  \(kept.count - saved.count) bytes more in a saved file of \(saved.count)")
    try report("opened, \(anchors) comments placed, history replayed") {
      resolve(try Document(trusting: saved))
    }
    try report("opened, \(anchors) comments placed, spines saved") {
      resolve(try Document(trusting: kept))
    }
    try report("\(anchors) comments placed again") { resolve(document) }
    first.begin(as: AgentID(high: 9, low: 9))
    let text = try first.text(at: texts[0])
    let one = try median(50) {
      try first.insert("x", at: first.length(of: text), in: text)
      _ = first.textHistory(at: texts[0]).event(at: 0)
    }
    print(String(format: "  a letter typed and its text's history asked  %9.3f ms", one))
  }

  /// Scalars of the present texts, spread evenly.
  private func marks(
    _ document: Document, _ texts: [ObjectAddress]
  ) -> [(text: ObjectAddress, event: EventID)] {
    let each = max(1, anchors / texts.count)
    return texts.flatMap { text in
      let history = document.textHistory(at: text)
      let length = document.string(at: text).unicodeScalars.count
      return (0..<each).compactMap { number in
        history.event(at: number * length / each).map { (text, $0) }
      }
    }
  }

  /// Reading versions from the whole way along the history.
  private func versions(_ document: Document) throws {
    for percent in [10, 50, 90] {
      let heads = self.heads(document, percent: percent)
      let text = try median(5) { _ = try document.string(at: address, asOf: heads) }
      // No document where an author wrote without knowledge of her own work: nothing else does.
      let whole = median(5) { _ = try? document.version(at: heads) }
      let words = try median(3) {
        _ = try document.comparison(of: address, from: heads, to: document.frontier).passages()
      }
      print(
        String(
          format:
            "  at %d %% of the history: text %.3f ms, whole version %.3f ms, compared by word %.3f ms",
          percent, text, whole, words))
    }
  }

  private func heads(_ document: Document, percent: Int) -> [EventID] {
    let vector = document.versionVector
    let agent = document.agents.max { vector[$0] < vector[$1] } ?? AgentID(high: 0, low: 1)
    let sequence = vector[agent] * UInt64(percent) / 100
    return [EventID(agent: agent, sequence: sequence)]
  }

  /// Of the processor's time, in milliseconds, so that what else runs on the machine does not count.
  private func median(_ count: Int, _ body: () throws -> Void) rethrows -> Double {
    let times = try (0..<count).map { _ in
      let start = Self.processorTime
      try body()
      return Self.processorTime - start
    }
    return times.sorted()[count / 2]
  }

  private static var processorTime: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }
}
