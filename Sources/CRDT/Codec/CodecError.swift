/// What is wrong with bytes from outside.
package enum CodecError: Error, Hashable, Sendable {
  /// They end too early.
  case truncated
  /// They go on after the end.
  case trailingBytes
  /// They are of a version this program does not know.
  case unknownVersion(UInt64)
  /// They are not of this kind at all.
  case notRecognised
  /// Their checksum does not match.
  case damaged
  /// A number, length or reference that cannot be.
  case invalid
  /// Text that is not valid UTF-8.
  case invalidText
  /// More than the engine takes at once.
  case tooLarge
}
