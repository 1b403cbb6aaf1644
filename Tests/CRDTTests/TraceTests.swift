import CRDT
import Foundation
import TestSupport
import Testing

@Suite struct TraceTests {
  @Test(arguments: ["automerge-paper", "sveltecomponent", "json-crdt-blog-post"])
  func `a sequential trace ends in its text`(name: String) throws {
    guard let folder = Trace.folder else { return }
    let trace = try Trace(contentsOf: folder.appendingPathComponent("\(name).json.gz"))
    var document = Document()
    document.begin(as: AgentID(high: 0, low: 1))
    let text = try document.text(at: ObjectAddress(key: "text"))
    for transaction in trace.txns {
      for patch in transaction.patches {
        try document.delete(at: patch.position, length: patch.deleted, in: text)
        try document.insert(patch.inserted, at: patch.position, in: text)
      }
    }
    #expect(document.string(of: text) == trace.endContent)

    var replica = Document()
    for batch in document.batches(after: VersionVector()) { try replica.receive(batch) }
    #expect(replica.string(at: ObjectAddress(key: "text")) == trace.endContent)
  }

  @Test(arguments: ["friendsforever", "node_nodecc"])
  func `a concurrent trace ends in its text, received whole or one by one`(name: String) throws {
    guard let folder = Trace.folder else { return }
    let trace = try Trace(contentsOf: folder.appendingPathComponent("\(name).json.gz"))
    let batches = trace.batches(address: ObjectAddress(key: "text"))
    var whole = Document()
    try whole.receive(batches)
    #expect(whole.string(at: ObjectAddress(key: "text")) == trace.endContent)
    var single = Document()
    for batch in batches { try single.receive([batch]) }
    #expect(single.string(at: ObjectAddress(key: "text")) == trace.endContent)
  }

  @Test func `every case of the conformance corpus merges to its result`() throws {
    guard let folder = Trace.folder else { return }
    let cases = try ConformanceCase.read(
      folder.appendingPathComponent("conformance-fuguemax.json.gz"))
    #expect(cases.count == 1000)
    for (number, test) in cases.enumerated() {
      var document = Document()
      try document.receive(test.batches())
      #expect(document.string(at: ObjectAddress(key: "text")) == test.result, "case \(number)")
    }
  }
}
