import CZlib

/// A bundle's bytes under a true checksum, whatever they say.
package enum BundleBytes {
  package static func sealed(_ body: [UInt8]) -> [UInt8] {
    let sum = UInt32(truncatingIfNeeded: crc32(0, body, UInt32(body.count)))
    return body + (0..<4).map { UInt8(truncatingIfNeeded: sum >> (8 * UInt32($0))) }
  }

  /// What the checksum is over.
  package static func body(_ bundle: [UInt8]) -> [UInt8] { Array(bundle.dropLast(4)) }
}
