import Foundation
import HTTP
import Server
import Terminal
import Testing

private let openssl = "/usr/bin/openssl"

/// With a certificate made for the occasion by the `openssl` command, and skipped without it.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: openssl)))
struct ServerTLSTests {
  @Test func `sign-in and synchronisation pass over TLS, to clients that trust the certificate`()
    async throws
  {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let certificate = folder.appending(path: "certificate.pem").path(percentEncoded: false)
    let key = folder.appending(path: "key.pem").path(percentEncoded: false)
    try makeCertificate(certificate, key: key)

    try await ServerFixture.with {
      $0.tls = .init(certificate: certificate, key: key)
    } _: { fixture in
      #expect(fixture.server.url.hasPrefix("https://"))
      var trusting = HTTPClientConfiguration()
      trusting.certificateAuthorityFile = certificate
      let code = try await fixture.makeUser("M. Okoro")
      var okoro = try await TestDevice.signIn(
        at: fixture, code: code, client: HTTPClient(trusting))
      let plan = try await okoro.makePlan()
      let (_, batches) = try okoro.writeNeed("reading", in: plan)
      #expect(try await okoro.sync("B", of: plan, push: batches).refusal(in: "B") == nil)
      let me = HTTPClientRequest(url: fixture.server.url + "/v1/me")
      await #expect(throws: HTTPError.self) { _ = try await HTTPClient().send(me) }
    }
  }

  @Test func `without TLS only this machine is listened to`() async throws {
    await #expect(throws: ServerError.unprotectedAddress("0.0.0.0")) {
      _ = try await ServerFixture.start { $0.address = "0.0.0.0" }
    }
  }

  private func makeCertificate(_ path: String, key: String) throws {
    let arguments =
      ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
      + ["-keyout", key, "-out", path, "-days", "2", "-subj", "/CN=test"]
      + ["-addext", "subjectAltName=IP:127.0.0.1"]
    let child = try ChildProcess(openssl, arguments, errors: .null)
    guard child.wait() == 0 else { throw Unexpected("openssl made no certificate") }
  }
}
