/// What holds for all requests of one client.
package struct HTTPClientConfiguration: Sendable {
  /// Path of a PEM file of trusted authorities, in place of the system's; nil for the system's.
  package var certificateAuthorityFile: String?
  /// URL of a proxy; nil for none. The environment is not read.
  package var proxy: String?
  package var userAgent = "ehcp"

  package init() {}
}
