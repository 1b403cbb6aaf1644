import Foundation
import Plan
import Server
import Terminal

extension Program {
  static let initialise = Command<Context>(
    "init", "Set up a data folder",
    discussion: "Makes the folder, which only you may enter, and an empty database in it.",
    examples: [Example("ehcpd init --data /srv/ehcp", "Set up a server")],
    options: [Context.dataOption], section: "Running"
  ) { context, invocation in
    let folder = try context.folder(invocation)
    try folder.initialise()
    context.console.say(
      .done, "Set up \(Escaping.line(folder.path)).",
      next: "ehcpd user add NAME --role caseworker --data \(Escaping.line(folder.path))")
    return .done
  }

  private static let serveOptions = [
    Context.dataOption,
    Option("listen", .value("ADDRESS:PORT"), "Where to listen; 127.0.0.1:8080 unless given"),
    Option("tls-cert", .value("FILE"), "The certificate and those that issued it, PEM"),
    Option("tls-key", .value("FILE"), "The certificate's private key, PEM"),
    Option("behind-proxy", .flag, "A reverse proxy in front provides TLS"),
    Context.templatesOption,
  ]

  static let serve = Command<Context>(
    "serve", "Serve plans until interrupted",
    discussion: """
      Prints one line when it is ready, and a log of JSON lines to standard error. SIGINT and SIGTERM \
      stop it within ten seconds. Without TLS it listens on this machine only, unless told that a \
      proxy provides TLS.
      """,
    examples: [
      Example("ehcpd serve --data /srv/ehcp", "Serve on this machine"),
      Example(
        "ehcpd serve --data /srv/ehcp --listen 10.0.0.5:8080 --behind-proxy",
        "Serve to a reverse proxy"),
    ],
    options: serveOptions, section: "Running"
  ) { context, invocation in
    var configuration = try configuration(context, invocation)
    configuration.log = { writeLine($0.json) }
    let stops = StopSignals()
    let server = try await SyncServer.start(configuration)
    try context.console.write("ehcpd \(version) ready at \(server.url)\n")
    await stops.wait()
    await server.stop()
    return .done
  }

  static let checkConfiguration = Command<Context>(
    "check-config", "Check what serve would be given, without serving",
    examples: [
      Example("ehcpd check-config --data /srv/ehcp --templates packs", "Check a rule pack")
    ],
    options: serveOptions, section: "Running"
  ) { context, invocation in
    let configuration = try configuration(context, invocation)
    try SyncServer.check(configuration)
    for template in configuration.templates {
      context.console.say(.done, "Rule pack \(template.pack), version \(template.version).")
      if !template.unverified.isEmpty {
        context.console.say(
          .warning, "Not verified in it: \(template.unverified.joined(separator: "; ")).")
      }
    }
    context.console.say(.done, "The configuration is sound.", next: "ehcpd serve …")
    return .done
  }

  private static func configuration(
    _ context: Context, _ invocation: Invocation
  ) throws -> ServerConfiguration {
    let packs = try TemplateFolder.all(invocation.value("templates"))
    var configuration = ServerConfiguration(
      folder: try context.folder(invocation), templates: packs.map(\.template))
    configuration.packs = packs.map(\.served)
    if let listen = invocation.value("listen") {
      let endpoint = try ListenAddress(listen)
      configuration.address = endpoint.host
      configuration.port = endpoint.port
    }
    configuration.isBehindProxy = invocation.flag("behind-proxy")
    switch (invocation.value("tls-cert"), invocation.value("tls-key")) {
    case (nil, nil): break
    case (let certificate?, let key?):
      configuration.tls = .init(certificate: certificate, key: key)
    default:
      throw UserError(
        "TLS needs a certificate and its key.", hint: "Give both --tls-cert and --tls-key.",
        exitCode: .usage)
    }
    return configuration
  }
}

/// Writes a line to standard error at once and whole, so that lines of two threads do not mix.
private func writeLine(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = bytes.withUnsafeBytes { Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
}
