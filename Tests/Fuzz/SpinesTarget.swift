import CRDT

/// The chunks of a sound document, which the fuzzed one is put behind.
private let chunks: [UInt8] = (try? Parts.written().one.saved(.quick)).map(Envelope.chunks) ?? []

/// Spines that this program did not write: passed over, or such that all questions have an answer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let length = min(count, 0xFFFF)
  let bytes = UnsafeBufferPointer(start: start, count: length)
  let chunk = [6, UInt8(length & 0xFF), UInt8(length >> 8)] + bytes
  guard let document = try? Document(trusting: Envelope.file(chunks + chunk)) else { return 0 }
  Parts.read(document)
  return 0
}
