/// Bytes in which a lost, doubled or moved piece shows: the period has no power of two in it.
/// Compare outside of `#expect`, which would spend hours explaining how megabytes differ.
func patternedBytes(_ count: Int) -> [UInt8] {
  let period = (0..<4093).map { UInt8(truncatingIfNeeded: $0 &* $0 / 7) }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(count + period.count)
  while bytes.count < count { bytes += period }
  return Array(bytes[..<count])
}
