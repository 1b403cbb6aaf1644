/// An official act of a plan on this device.
package struct KnownAct: Hashable, Sendable {
  package var entry: UInt64
  /// As the server told it.
  package var content: String
  /// What its fingerprint covers; nil until the version was fetched, and where it froze none.
  package var manifest: String?

  package init(entry: UInt64, content: String, manifest: String? = nil) {
    self.entry = entry
    self.content = content
    self.manifest = manifest
  }
}
