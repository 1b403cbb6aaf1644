import CRDT
import Foundation
import TestSupport
import Testing

/// Spines that nobody's history makes: the reader passes over them and reads the history instead,
/// before they take more room than the history could.
@Suite struct HostileSpinesTests {
  private let address = ObjectAddress(key: "text")
  private let document: Document

  /// "hello", whose first letter is taken out again: six events.
  init() throws {
    var document = Document()
    document.begin(as: AgentID(high: 1, low: 1))
    try document.write("hello", at: 0, in: address)
    try document.erase(at: 0, length: 1, in: address)
    self.document = document
  }

  /// A column as it is, not compressed.
  private func plain(_ bytes: [UInt8]) -> [UInt8] { number(bytes.count) + [0] + bytes }

  /// A column of so many equal bytes, compressed to one byte in thirty thousand (RFC 8878, 3.1.1.2):
  /// blocks that each say one byte and how often.
  private func packed(_ byte: UInt8, count: Int) -> [UInt8] {
    let block = 128 << 10
    // No content size, no checksum; a window of a megabyte.
    var frame: [UInt8] = [0x00, 0x50]
    var left = count
    while left > 0 {
      let size = min(left, block)
      left -= size
      let header = size << 3 | 1 << 1 | (left == 0 ? 1 : 0)
      frame += (0..<3).map { UInt8(truncatingIfNeeded: header >> (8 * $0)) } + [byte]
    }
    return number(count) + number(frame.count) + frame
  }

  private func number(_ number: Int) -> [UInt8] {
    number < 0x80
      ? [UInt8(number)] : [UInt8(number & 0x7F) | 0x80] + self.number(number >> 7)
  }

  /// The spines' chunk of a history of six events in one text.
  private func chunk(_ columns: [[UInt8]]) -> [UInt8] { [6, 1] + columns.flatMap { $0 } }

  private func opened(_ chunk: [UInt8]) throws -> Document {
    let chunks = SavedFile.chunks(of: document.saved())
    return try Document(
      trusting: SavedFile.bytes(chunks + [SavedFile.Chunk(tag: 6, content: chunk)]))
  }

  /// The chunk of a spine whose first letter was deleted by so many events.
  private func deleted(_ times: Int) -> [UInt8] {
    // Event 5, then event 5 again and again: told from the one after the last.
    let causes = [20] + [UInt8](repeating: 3, count: times - 1)
    return chunk([plain([2]), plain([0, 1, 0, 4]), plain(number(times) + [0]), plain(causes)])
  }

  @Test func `spines made by hand as the program makes them are the program's own`() throws {
    let own = SavedFile.chunks(of: document.saved(withSpines: true)).last?.content
    #expect(deleted(1) == own)
    #expect(
      try opened(deleted(1)).textHistory(at: address).runs
        == document.textHistory(at: address).runs)
  }

  @Test(arguments: [2, 3, 100, 10_000])
  func `spines that tell of more deletions than there were events are passed over`(
    times: Int
  ) throws {
    let history = try opened(deleted(times)).textHistory(at: address)
    #expect(history.runs == document.textHistory(at: address).runs)
  }

  @Test func `spines that tell of more letters than there were events are passed over`() throws {
    // "hello" twice: at first all of it, deleted; then the four letters that stand.
    let twice = chunk([
      plain([2]), plain([0, 5, 7, 4]), plain([1, 0]), plain([20]),
    ])
    #expect(
      try opened(twice).textHistory(at: address).runs == document.textHistory(at: address).runs)
  }

  @Test func `spines packed to stand for gigabytes are passed over and take no room`() throws {
    let many = 200 << 20
    let columns = [
      chunk([packed(0x7F, count: many), plain([]), plain([]), plain([])]),
      chunk([plain([2]), packed(0x01, count: many), plain([]), plain([])]),
      chunk([
        plain([2]), plain([0, 1, 0, 4]), plain(number(many) + [0]), packed(0x02, count: many),
      ]),
    ]
    for content in columns {
      #expect(content.count < 10_000)
      let before = peak()
      let history = try opened(content).textHistory(at: address)
      #expect(history.runs == document.textHistory(at: address).runs)
      #expect(peak() - before < 100 << 20)
    }
  }

  /// The most bytes of real memory the process ever held; 0 where the platform does not tell.
  private func peak() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
      .map { $0 << 10 } ?? 0
  }
}
