import CRDT

private let reader: Document? = try? Parts.written().other
private let before: [UInt8] = reader?.saved(.quick) ?? []

/// Many batches in one, from another: refused, changing nothing, or taken, as its batches one by one.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let bundle = try? BatchBundle(decoding: bytes), var document = reader else { return 0 }
  do {
    try document.receive(bundle)
  } catch {
    must(document.saved(.quick) == before, "what is refused changes nothing")
    return 0
  }
  Parts.read(document)
  var single = reader
  for batch in bundle.batches {
    guard (try? single?.receive(batch)) != nil else { broken("a batch of a bundle taken is taken") }
  }
  must(single?.frontier == document.frontier, "a bundle is its batches")
  guard let again = try? Document(loading: document.saved(.quick)) else {
    broken("what was saved loads")
  }
  must(again.frontier == document.frontier, "a document loaded is the same")
  return 0
}
