package import HTTP
package import Plan
package import Store

/// How a server is to run.
package struct ServerConfiguration: Sendable {
  package var folder: DataFolder
  /// Numeric IPv4 or IPv6 address.
  package var address = "127.0.0.1"
  /// 0 lets the system choose.
  package var port: UInt16 = 8080
  /// PEM files of the certificate chain and its key; nil for plain HTTP.
  package var tls: TLSFiles?
  /// A reverse proxy in front provides TLS, and tells the clients' addresses.
  package var isBehindProxy = false
  /// The rule packs plans may follow. Of packs with the same name the last version is for new plans.
  package var templates: [PlanTemplate]
  /// Their files, for devices that lack them.
  package var packs: [RulePack] = []
  package var limits = ServerLimits()
  /// The most the database may grow to, in pages of 4 KiB; nil for as much as the disk has. Beyond it
  /// nothing more is stored, and everything can still be read.
  package var databasePages: Int32?
  package var connections = HTTPServerLimits()
  /// Where log lines go.
  package var log: @Sendable (LogLine) -> Void = { _ in }
  /// The clock.
  package var now: @Sendable () -> UnixTime = { .now() }

  package struct TLSFiles: Hashable, Sendable {
    package var certificate: String
    package var key: String

    package init(certificate: String, key: String) {
      self.certificate = certificate
      self.key = key
    }
  }

  package init(folder: DataFolder, templates: [PlanTemplate]) {
    self.folder = folder
    self.templates = templates
  }
}
