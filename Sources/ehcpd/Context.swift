import Foundation
import Plan
import Server
import Terminal

/// What every command is given.
struct Context: Sendable {
  let console: Console
  let environment: [String: String]

  /// The option that says which server is meant.
  static let dataOption = Option(
    "data", .value("DIR"), "The server's data folder; EHCPD_DATA stands in for it")
  static let templatesOption = Option(
    "templates", .value("DIR"), "A folder of rule packs, added to those built in")
  static let jsonOption = Option("json", .flag, "Report as JSON")

  func folder(_ invocation: Invocation) throws -> DataFolder {
    guard let path = invocation.value("data") ?? environment["EHCPD_DATA"], !path.isEmpty else {
      throw UserError(
        "Which server is meant?", hint: "Give its data folder with --data DIR.", exitCode: .usage)
    }
    return DataFolder(path: Self.absolute(path))
  }

  /// Carries out an administrator's command, through the running server if there is one.
  func administer(_ command: JSONValue, _ invocation: Invocation) async throws -> JSONValue {
    try await Administrator(
      folder: folder(invocation),
      templates: TemplateFolder.all(invocation.value("templates")).map(\.template)
    ).perform(command)
  }

  /// Writes a report: as JSON if asked for, otherwise as text.
  func report(
    _ value: JSONValue, _ invocation: Invocation, text: () -> String
  ) throws(TerminalError) {
    try console.write(invocation.flag("json") ? value.text(.indented) + "\n" : text())
  }

  /// The server may run in another folder than the one who asks.
  static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }
}

extension JSONValue {
  /// The text of a member; empty where there is none.
  func text(of key: String) -> String {
    if case .string(let text) = self[key] { text } else { "" }
  }

  func integer(of key: String) -> Int64 {
    if case .integer(let number) = self[key] { number } else { 0 }
  }

  func elements(of key: String) -> [JSONValue] {
    if case .array(let elements) = self[key] { elements } else { [] }
  }
}
