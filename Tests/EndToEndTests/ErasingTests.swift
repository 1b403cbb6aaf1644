import CRDT
import Client
import Foundation
import Plan
import Server
import Store
import Sync
import Testing

/// Erasing words from a plan that people and their devices share.
struct ErasingEndToEndTests {
  private let name = "Brunhilde"

  /// A caseworker and a parent in one plan, who both have the name in their copies: written, deleted
  /// again, and quoted in a comment.
  private func pair(
    at server: ServerFixture
  ) async throws -> (okoro: ClientPerson, parent: ClientPerson) {
    let okoro = try await ClientPerson.signIn(at: server, code: server.makeUser("M. Okoro"))
    try await okoro.begin("MK-1")
    guard let code = try await okoro.invite("J. Tranmoor", role: "parent") else {
      throw Unexpected("no code")
    }
    let parent = try await ClientPerson.signIn(at: server, code: code)
    try await parent.join("MK-1")
    try parent.write("She plays with \(name) every day.", "A", "parent-views")
    try parent.write(
      "She plays with \(name) each day. \(name)'s mother drives.", "A", "parent-views")
    try parent.edit("A") { (part: inout PartDocument) throws(ContentError) in
      _ = try part.addComment(
        "Is \(name) a friend?", at: Place(part: PartID("A"), field: "parent-views"),
        quote: "plays with \(name)")
    }
    try parent.write("She plays with others. \(name)'s mother drives.", "A", "parent-views")
    try await parent.sync()
    try await okoro.sync()
    return (okoro, parent)
  }

  private func erase(
    _ server: ServerFixture, confirm: Bool = true, part: String? = nil
  ) async throws -> JSONValue {
    try await server.administer([
      "command": "erase", "plan": "MK-1", "words": .string(name),
      "part": part.map { .string($0) } ?? .null, "confirm": confirm ? "MK-1" : .null,
    ])
  }

  /// Whether a folder's files hold the name in any byte.
  private func holdsName(_ folder: String) throws -> Bool {
    let files = FileManager.default.enumerator(atPath: folder)
    while let file = files?.nextObject() as? String {
      guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(file)") else { continue }
      if bytes.range(of: Data(name.utf8)) != nil { return true }
    }
    return false
  }

  @Test func `no file of server or devices holds the words any more, and all of it verifies`()
    async throws
  {
    try await ServerFixture.with { server in
      let (okoro, parent) = try await pair(at: server)
      let look = try await erase(server, confirm: false)
      #expect(look["erased"] == .bool(false))
      #expect(try holdsName(server.folder), "a look alone changes nothing")
      #expect(look.text().contains("\"place\":\"A.parent-views\""))
      #expect(!look.text().contains(name))

      let done = try await erase(server)
      #expect(done["erased"] == .bool(true))
      #expect(try !holdsName(server.folder))
      #expect(try holdsName(okoro.home.path), "the devices have not heard of it yet")
      for person in [okoro, parent] {
        let report = try await person.sync()
        #expect(report.erased == [PartID("A")])
        #expect(try !holdsName(person.home.path))
        let text = try person.text("A", "parent-views")
        #expect(text == "She plays with others. █████████'s mother drives.")
        let view = try person.view()
        #expect(view.part(PartID("A"))?.comments.count == 1)
        #expect(!"\(view)".contains(name))
      }
      let one = try okoro.part("A").document
      let other = try parent.part("A").document
      #expect(one.versionVector == other.versionVector)
      #expect(
        Set(one.batches(after: VersionVector())) == Set(other.batches(after: VersionVector())))

      let verified = try await server.administer(["command": "verify"])
      #expect(verified["sound"] == .bool(true))
      let audit = try await server.administer(["command": "audit-list"])
      #expect(audit.text().contains("words-erased") && !audit.text().contains(name))
      #expect(try await erase(server)["erased"] == .bool(false), "there is nothing left of it")
    }
  }

  @Test func `edits made at the same time stand, and late copies are taken blank`() async throws {
    try await ServerFixture.with { server in
      let (okoro, parent) = try await pair(at: server)
      // On a train: a word in the middle of the name, and a new sentence with it.
      let before = try parent.text("A", "parent-views")
      try parent.write(
        before.replacing("\(name)'s", with: "Old \(name)'s") + " Bus.", "A", "parent-views")
      _ = try await erase(server)
      try await parent.sync()
      try await okoro.sync()
      let expected = "She plays with others. Old █████████'s mother drives. Bus."
      #expect(try parent.text("A", "parent-views") == expected)
      #expect(try okoro.text("A", "parent-views") == expected)
      for folder in [server.folder, parent.home.path, okoro.home.path] {
        #expect(try !holdsName(folder))
      }
    }
  }

  @Test func `a device that joins later gets what is left`() async throws {
    try await ServerFixture.with { server in
      let (okoro, _) = try await pair(at: server)
      _ = try await erase(server, part: "a")
      guard let code = try await okoro.invite("P. Shah", role: "senco") else {
        throw Unexpected("no code")
      }
      let late = try await ClientPerson.signIn(at: server, code: code)
      try await late.join("MK-1")
      #expect(
        try late.text("A", "parent-views") == "She plays with others. █████████'s mother drives.")
      #expect(try !holdsName(late.home.path))
    }
  }

  @Test func `a restore from an older backup does not bring the words back`() async throws {
    let first = try await ServerFixture.start()
    let (okoro, parent) = try await pair(at: first)
    let backup = first.folder + "/monday.sqlite"
    _ = try await first.administer(["command": "backup", "path": .string(backup)])
    _ = try await erase(first)
    try await okoro.sync()
    await first.stop()

    let folder = ServerFolder()
    let parts = try await DataFolder(path: folder.path).restore(
      from: backup, erasures: first.folder + "/erasures",
      templates: [try ServerFixture.england.get()], now: .now())
    #expect(parts == 1)
    let second = try await ServerFixture.start(in: folder)
    #expect(try !holdsName(second.folder))
    let account = try #require(try parent.open().person()?.account)
    try await parent.signInAgain(
      at: second, code: second.makeCode(account: account))
    let report = try await parent.sync()
    #expect(report.hasRestoredServer && report.erased == [PartID("A")])
    #expect(try !holdsName(parent.home.path))
    #expect(try !holdsName(second.folder))
    #expect(
      try parent.text("A", "parent-views") == "She plays with others. █████████'s mother drives.")
    await second.stop()
  }

  @Test func `devices that erased give a server restored without the list what it lacks`()
    async throws
  {
    let first = try await ServerFixture.start()
    let (okoro, parent) = try await pair(at: first)
    let backup = first.folder + "/monday.sqlite"
    _ = try await first.administer(["command": "backup", "path": .string(backup)])
    let text = try parent.text("A", "parent-views")
    try parent.write(text + " \(name) again.", "A", "parent-views")
    try await parent.sync()
    _ = try await erase(first)
    try await parent.sync()
    try await okoro.sync()
    await first.stop()

    let folder = ServerFolder()
    try await DataFolder(path: folder.path).restore(from: backup, now: .now())
    let second = try await ServerFixture.start(in: folder)
    #expect(try holdsName(second.folder), "the backup is older than the erasure")
    let account = try #require(try parent.open().person()?.account)
    try await parent.signInAgain(at: second, code: second.makeCode(account: account))
    let report = try await parent.sync()
    #expect(report.isEven)
    #expect(try parent.tray().isEmpty)
    #expect(try !holdsName(parent.home.path))
    #expect(try parent.text("A", "parent-views").hasSuffix("drives. █████████ again."))
    // Once more, for what the backup brought back.
    #expect(try await erase(second)["erased"] == .bool(true))
    #expect(try !holdsName(second.folder))
    #expect(try await second.administer(["command": "verify"])["sound"] == .bool(true))
    await second.stop()
  }

  @Test func `only the server erases`() async throws {
    try await ServerFixture.with { server in
      var okoro = try await server.caseworker()
      let plan = try await okoro.makePlan()
      let (need, written) = try okoro.writeNeed("reading with \(name)", in: plan)
      try await okoro.sync("B", of: plan, push: written)
      let agent = okoro.agent
      let forged = try okoro.edit("B", of: plan) { part in
        try part.document.erase([Erasure(agent: agent, events: 0..<30)])
      }
      #expect(try await okoro.sync("B", of: plan, push: forged).refusal(in: "B") == .malformed)
      var priya = try await okoro.invite("P. Shah", role: "ep", to: plan, at: server)
      try await priya.sync("B", of: plan)
      #expect(priya.text("description", of: need, in: "B", plan) == "reading with \(name)")
    }
  }

  @Test(
    arguments: [
      ["command": "erase", "plan": "MK-2", "words": "x"],
      ["command": "erase", "plan": "MK-1"],
      ["command": "erase", "plan": "MK-1", "words": "x", "part": "Z"],
      ["command": "erase", "plan": "MK-1", "words": "x", "confirm": "MK-2"],
      ["command": "erase", "plan": "MK-1", "events": ["all"]],
    ] as [JSONValue])
  func `an unclear wish is refused`(_ command: JSONValue) async throws {
    try await ServerFixture.with { server in
      _ = try await pair(at: server)
      await #expect(throws: ServerError.self) { try await server.administer(command) }
      #expect(try holdsName(server.folder))
    }
  }
}
