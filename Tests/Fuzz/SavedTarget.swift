import CRDT

/// A saved document from another: refused, or one that can be worked with.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  guard var document = try? Document(loading: Envelope.file(bytes)) else { return 0 }
  Parts.read(document)
  document.begin(as: AgentID(high: 9, low: 9))
  _ = try? document.set(.flag(true), at: ObjectAddress(key: "flag"))
  let saved = document.saved(.quick)
  guard let again = try? Document(loading: saved) else { broken("what was saved loads") }
  must(again.saved(.quick) == saved, "a document loaded and saved is the same")
  return 0
}
