import Sync

/// Messages from another: refused, or of one form.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  if let request = try? SyncRequest(decoding: bytes) {
    must((try? request.encoded()) == bytes, "a request has one form")
  }
  if let response = try? SyncResponse(decoding: bytes) {
    must((try? response.encoded()) == bytes, "a response has one form")
  }
  return 0
}
