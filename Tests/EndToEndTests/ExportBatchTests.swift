import Assets
import Client
import Foundation
import Plan
import Store
import TestSupport
import Testing

/// Many plans, written while somebody watches.
@Suite struct ExportBatchTests {
  private func home(plans: Int) throws -> HomeFolder {
    let home = HomeFolder(
      path: FileManager.default.temporaryDirectory
        .appending(path: "batch-\(UUID().uuidString)").path(percentEncoded: false))
    try home.make()
    try Credentials(
      server: "https://ehcp.example.gov.uk", key: Cryptography.KeyPair(), token: nil
    ).write(home)
    let pack = try #require(PackFiles.embedded().first { $0.name == "England" })
    let template = try PlanTemplate.read(pack: pack.name, files: pack.files)
    let example = try ExamplePlan.read(
      file: "Example/plan.json", bytes: pack.files["Example/plan.json"] ?? [], template: template)
    let parts = template.parts.filter { $0.kind == .section }.map { part -> JSONValue in
      ["part": .string(part.id.description), "right": "edit"]
    }
    let workspace = try Workspace(home: home, templates: TemplateShelf([template]))
    for number in 10..<10 + plans {
      let details = try RemotePlanDetails([
        "id": .string(String(repeating: "0", count: 30) + "\(number)"),
        "reference": .string("MK-\(number)"), "role": "caseworker", "phase": "gather",
        "preset": .string(template.presets[0].id), "pack": .string(template.pack),
        "pack_version": .integer(Int64(template.version)), "parts": .array(parts),
      ])
      try workspace.save(details)
      try workspace.fill(try workspace.plan("MK-\(number)"), with: example)
    }
    return home
  }

  @Test func `a bar shows how far it is, and an interrupt leaves only whole files`() async throws {
    let home = try home(plans: 30)
    defer { try? FileManager.default.removeItem(atPath: home.path) }
    let folder = home.path + "/out"
    let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "ehcp").path(percentEncoded: false)
    let terminal = try PseudoTerminal(
      program, ["export", "--all", "-o", folder],
      environment: [
        "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TERM": "xterm", "EHCP_HOME": home.path,
      ])
    terminal.type("\u{3}", onceShown: "of 30 plans")
    #expect(try await terminal.waitForEnd() == 130)
    try await terminal.wait(forText: "The files that are there are whole.")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect((1..<30).contains(files.count))
    for file in files {
      let text = try String(contentsOf: URL(filePath: "\(folder)/\(file)"), encoding: .utf8)
      #expect(file.hasSuffix("-plan.html"))
      #expect(text.hasSuffix("</html>\n"))
    }
  }
}
