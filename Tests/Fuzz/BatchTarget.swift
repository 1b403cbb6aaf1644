import CRDT

private let reader: Document? = try? Parts.written().other
private let before: [UInt8] = reader?.saved(.quick) ?? []

/// A batch from another: refused, changing nothing, or taken; then the document is a sound one.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let contents = try? BatchContents(decoding: bytes), var document = reader else { return 0 }
  let encoded = contents.encoded()
  must((try? BatchContents(decoding: encoded))?.encoded() == encoded, "what is written is read")
  do {
    try document.receive([contents])
  } catch {
    must(document.saved(.quick) == before, "what is refused changes nothing")
    return 0
  }
  Parts.read(document)
  let saved = document.saved(.quick)
  guard let again = try? Document(loading: saved) else { broken("what was saved loads") }
  must(again.saved(.quick) == saved, "a document loaded and saved is the same")
  return 0
}
