import CRDT
import Store

/// A report's signature with what its author's device drew for it: only so could it know the
/// commitment that it signs, which outlives the erasure of words.
struct ReportSignature: Sendable {
  let bytes: [UInt8]
  let salt: [UInt8]
  let seed: ContentSeed

  init(_ body: RequestBody) throws(RequestRefusal) {
    func bytes(_ name: String) throws(RequestRefusal) -> [UInt8] {
      guard let bytes = Cryptography.bytes(hexadecimal: try body.text(name)) else {
        throw .badField(name)
      }
      return bytes
    }
    self.bytes = try bytes("signature")
    salt = try bytes("salt")
    guard salt.count == 32 else { throw .badField("salt") }
    guard let seed = ContentSeed(bytes: try bytes("seed")) else { throw .badField("seed") }
    self.seed = seed
  }
}
