/// Why an archive is refused.
package enum ZipError: Error, Hashable, Sendable {
  /// The bytes are no ZIP archive, or one that was cut off.
  case notAnArchive
  /// Encrypted, split over disks, ZIP64, or packed in another way than deflate.
  case unsupported
  /// An entry is not what the archive says it is.
  case damaged
  case tooManyEntries(limit: Int)
  /// Unpacked, it would be larger than the limit, in bytes.
  case tooLarge(limit: Int)
  /// It unpacks to suspiciously many times its size.
  case tooDense(limit: Int)
}
