import Foundation
import Terminal

extension Program {
  static let demo = Command<Context>(
    "demo", "See four people write one plan apart, and how it comes together",
    discussion: """
      Starts a server on this machine, begins a made-up child's plan, and has a parent, a teacher, an \
      educational psychologist and a caseworker write in it at the same time without a network, with \
      the real programs. Everything it makes is in one folder.
      """,
    examples: [
      Example("ehcpd demo", "In a new folder; the server is stopped at the end"),
      Example("ehcpd demo --keep", "Leave the server running, to go on by hand"),
    ],
    options: [
      Option("data", .value("DIR"), "A new folder for all of it; a temporary one unless given"),
      Option("keep", .flag, "Leave the server running at the end"),
    ]
  ) { context, invocation in
    let folder = try demoFolder(invocation.value("data"))
    let stage = try DemoStage(folder: folder, console: context.console)
    return try await stage.whileServing(keepsServer: invocation.flag("keep")) {
      try await Demo(stage: stage).play()
    }
  }

  private static func demoFolder(_ path: String?) throws -> String {
    let manager = FileManager.default
    if let path {
      let folder = Context.absolute(path)
      guard !manager.fileExists(atPath: folder) else {
        throw UserError(
          "“\(Escaping.line(folder))” is there already.",
          hint: "Give --data a folder that is not.", exitCode: .usage)
      }
      try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
      return folder
    }
    let folder = manager.temporaryDirectory.appendingPathComponent(
      "ehcp-demo-\(UUID().uuidString.prefix(8).lowercased())")
    try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder.path
  }
}
