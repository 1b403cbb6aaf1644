import HTTP
import Plan
import Store

/// Where a running server takes its administrator's requests.
///
/// Only one process may write the database, and while the server runs, that is the server. So `ehcpd
/// user add` and its like ask it: on loopback, at a port the system chose, with a token drawn for this
/// run. Both stand in a file in the data folder that only its owner may read: whoever can read it
/// could read the database too.
final class AdministrationListener: Sendable {
  private let server: HTTPServer
  private let file: SecretFile

  private init(server: HTTPServer, file: SecretFile) {
    self.server = server
    self.file = file
  }

  static func start(_ application: Application) throws(ServerError) -> AdministrationListener {
    let token = Cryptography.hexadecimal(Cryptography.randomBytes(32))
    let administration = Administration(
      folder: application.configuration.folder, store: application.store,
      now: application.configuration.now, templates: application.configuration.templates,
      parts: application.parts, hub: application.hub)
    let server: HTTPServer
    do {
      server = try HTTPServer.start(HTTPServerConfiguration()) { request in
        await answer(request, token: token, administration)
      }
    } catch {
      throw ServerError(error)
    }
    let file = application.configuration.folder.administration
    let content: JSONValue = [
      "url": .string("http://\(server.address):\(server.port)/"), "token": .string(token),
    ]
    do { try file.write(Array(content.text().utf8)) } catch { throw .store(error) }
    return AdministrationListener(server: server, file: file)
  }

  func stop() async {
    try? file.remove()
    await server.stop(grace: .seconds(1))
  }

  private static func answer(
    _ request: HTTPRequest, token: String, _ administration: Administration
  ) async -> HTTPResponse {
    let given = Array((request.headers["Authorization"] ?? "").utf8)
    guard Cryptography.isEqual(given, Array("Bearer \(token)".utf8)) else {
      return RequestRefusal.signInNeeded.response
    }
    do {
      return HTTPResponse(json: try await administration.perform(try RequestBody(request.body)))
    } catch {
      return error.response
    }
  }
}
