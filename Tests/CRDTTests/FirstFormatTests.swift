import CRDT
import Foundation
import TestSupport
import Testing

/// What the first release wrote is read by every later one: a saved document, with spines and without,
/// its batches, and their bundle. The files are never written anew; a later format gets files of its
/// own beside them.
///
/// `EHCP_RECORD_GOLDENS=1 swift test --filter FirstFormatTests` writes those that are missing, and
/// fails, so that a recording is looked at.
@Suite struct FirstFormatTests {
  private let text = TestPart.body()
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/format-1")

  /// A part with some of everything, two people's, erased words included.
  private func document() throws -> Document {
    var replicas = Replicas(3)
    try replicas[0].write("She reads añ😀d x\u{301}.\r\n", at: 0, in: text)
    let record = try replicas[0].insertRecord(inListAt: TestPart.items(), at: 0)
    try replicas[0].add(.text("é"), toSetAt: TestPart.links(record))
    try replicas.exchange()
    let other = try replicas[1].insertRecord(inListAt: TestPart.items(), at: 1)
    try replicas[1].moveRecord(record, to: 1)
    try replicas[1].erase(at: 4, length: 3, in: text)
    try replicas[1].write("wrote", at: 4, in: text)
    try replicas[1].deleteRecord(other)
    try replicas[2].write("Another child’s name", at: 3, in: text)
    for position in [8, 7, 6] { try replicas[0].erase(at: position, length: 1, in: text) }
    try replicas[0].set(.integer(-7), at: TestPart.level(record))
    try replicas[0].set(.text("once"), at: TestPart.level())
    try replicas[0].remove(.text("é"), fromSetAt: TestPart.links(record))
    try replicas[0].write("in it", at: 0, in: TestPart.body(record))
    try replicas[1].write("edited", at: 0, in: TestPart.body(other))
    try replicas.exchange()
    let stranger = AgentID(high: 3, low: 0)
    try replicas[0].erase([Erasure(agent: stranger, events: 0..<20)])
    try replicas[0].set(.identifier(record), at: TestPart.level())
    return replicas[0]
  }

  /// All that can be read of a document, a line each.
  private func dump(_ document: Document) -> String {
    (document.dump() + document.historyDump(at: text)).joined(separator: "\n") + "\n"
  }

  private func file(_ name: String, _ make: () throws -> [UInt8]) throws -> [UInt8] {
    let file = Self.folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["EHCP_RECORD_GOLDENS"] == "1",
      !FileManager.default.fileExists(atPath: file.path)
    {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try Data(make()).write(to: file)
      Issue.record("written: \(name)")
    }
    return Array(try Data(contentsOf: file))
  }

  private func expected() throws -> String {
    String(decoding: try file("part.txt") { Array(dump(try document()).utf8) }, as: UTF8.self)
  }

  @Test(arguments: ["part.saved", "part-spines.saved"])
  func `a document saved in the first format is read`(name: String) throws {
    let bytes = try file(name) { try document().saved(withSpines: name == "part-spines.saved") }
    let expected = try expected()
    #expect(dump(try Document(loading: bytes)) == expected)
    var opened = try Document(trusting: bytes)
    #expect(dump(opened) == expected)
    #expect(opened.saved() == bytes)
    opened.rebuild(passingStraightThrough: false)
    #expect(dump(opened) == expected)
  }

  @Test func `batches and bundles of the first format are read`() throws {
    let bytes = try file("part.bundle") {
      BatchBundle(try document().batches(after: VersionVector())).encoded()
    }
    let bundle = try BatchBundle(decoding: bytes)
    let expected = try expected()
    var atOnce = Document()
    try atOnce.receive(bundle)
    #expect(dump(atOnce) == expected)
    var single = Document()
    for (number, batch) in bundle.batches.enumerated() {
      let payload = try file("batch-\(number)") { batch.payload }
      #expect(payload == batch.payload)
      try single.receive(decoding: payload)
    }
    #expect(dump(single) == expected)
  }
}
