import Foundation
import HTTP
package import Plan
import Store

/// The administrator's side: carries out a command on a data folder, by asking the server that runs
/// there or, if none does, alone.
package struct Administrator: Sendable {
  private let folder: DataFolder
  private let templates: [PlanTemplate]

  package init(folder: DataFolder, templates: [PlanTemplate]) {
    self.folder = folder
    self.templates = templates
  }

  /// - Parameter command: a JSON object: see `Administration.perform`.
  /// - Throws: `notInitialised`, `refused`, `administrationUnreachable`, `store`.
  package func perform(_ command: JSONValue) async throws(ServerError) -> JSONValue {
    do {
      return try await performAlone(command, patience: 0)
    } catch .store(.inUse) {
      // Asked only while somebody holds the lock, which takes the right to write in the folder: a
      // port named in a file that a dead server left behind may belong to anybody.
      do {
        return try await ask(command)
      } catch .administrationUnreachable {
        // Or the server has just stopped.
        do {
          return try await performAlone(command, patience: 1_000)
        } catch .store(.inUse) {
          throw .administrationUnreachable
        }
      }
    }
  }

  private func performAlone(
    _ command: JSONValue, patience: Int
  ) async throws(ServerError) -> JSONValue {
    let store = try folder.open(patience: patience, now: .now())
    let administration = Administration(alone: folder, store: store, templates: templates)
    do {
      return try await administration.perform(RequestBody(command))
    } catch {
      throw .refused(code: error.code, message: error.message)
    }
  }

  private func ask(_ command: JSONValue) async throws(ServerError) -> JSONValue {
    let content: [UInt8]?
    do { content = try folder.administration.read() } catch { throw .store(error) }
    guard let content, let file = try? JSONText.parse(content).value,
      case .string(let url) = file["url"], case .string(let token) = file["token"]
    else { throw .administrationUnreachable }
    var request = HTTPClientRequest(
      method: .post, url: url, headers: ["Authorization": "Bearer \(token)"],
      body: Array(command.text().utf8))
    // Verifying a large database takes its time.
    request.totalTime = .seconds(3_600)
    request.idleTime = .seconds(3_600)
    let response: HTTPClientResponse
    do { response = try await HTTPClient().send(request) } catch {
      throw .administrationUnreachable
    }
    guard let answer = try? JSONText.parse(response.body).value else {
      throw .administrationUnreachable
    }
    if response.status.isSuccess { return answer }
    guard case .string(let code) = answer["error"], case .string(let message) = answer["message"]
    else { throw .administrationUnreachable }
    throw .refused(code: code, message: message)
  }
}
