/// How much an archive from outside may hold. One that promises or unpacks to more is refused.
package struct ZipLimits: Hashable, Sendable {
  package var entries = 2_000
  /// All entries together, in bytes.
  package var unpackedBytes = 100 << 20
  /// Unpacked size by packed size, of an entry of more than a mebibyte. Small entries of markup
  /// repeat themselves so much that the figure means nothing there.
  package var ratio = 100

  package init() {}
}
