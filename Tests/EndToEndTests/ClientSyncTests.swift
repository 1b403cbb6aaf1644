import CRDT
import Client
import Foundation
import Plan
import Server
import Store
import Testing

/// People who work on one plan through the client's own library and a real server.
struct ClientSyncTests {
  /// A caseworker and a parent in one plan.
  private func pair(at server: ServerFixture) async throws -> (ClientPerson, ClientPerson) {
    let okoro = try await ClientPerson.signIn(at: server, code: server.makeUser("M. Okoro"))
    try await okoro.begin("MK-1")
    let parent = try await join("J. Tranmoor", role: "parent", okoro, at: server)
    return (okoro, parent)
  }

  private func join(
    _ name: String, role: String, _ caseworker: ClientPerson, at server: ServerFixture
  ) async throws -> ClientPerson {
    guard let code = try await caseworker.invite(name, role: role) else {
      throw Unexpected("no code")
    }
    let person = try await ClientPerson.signIn(at: server, code: code)
    try await person.join("MK-1")
    return person
  }

  @Test func `an edit is on this device when the call returns, and on the server after a sync`()
    async throws
  {
    try await ServerFixture.with { server in
      let (okoro, parent) = try await pair(at: server)
      let change = try parent.write("She loves horses.", "A", "parent-views")
      #expect(change.wordsAdded == 3)
      #expect(try parent.unsent() == 1)
      #expect(try parent.text("A", "parent-views") == "She loves horses.")

      let sent = try await parent.sync()
      #expect(sent.storedCount == 1)
      #expect(sent.isEven)
      #expect(try parent.unsent() == 0)

      let received = try await okoro.sync()
      #expect(received.receivedByAgent.values.reduce(0, +) == 1)
      #expect(try okoro.text("A", "parent-views") == "She loves horses.")
      let agent = try #require(received.receivedByAgent.keys.first)
      #expect(try okoro.view().authors[agent]?.name == "J. Tranmoor")
    }
  }

  @Test func `an edit that is not permitted is refused before it is written`() async throws {
    try await ServerFixture.with { server in
      let (_, parent) = try await pair(at: server)
      #expect(throws: ClientError.refused(.mayOnly(.suggest), part: PartID("B"))) {
        try parent.edit("B") { (part: inout PartDocument) throws(ContentError) in
          try part.addRecord(to: "needs")
        }
      }
      #expect(try parent.unsent() == 0)
      #expect(try parent.view().part(PartID("B"))?.collections[0].records.isEmpty == true)
    }
  }

  @Test func `work that the server refuses is in the tray with its words`() async throws {
    try await ServerFixture.with { server in
      let (okoro, _) = try await pair(at: server)
      let priya = try await join("Priya Shah", role: "ep", okoro, at: server)
      let record = try priya.edit("B") {
        (part: inout PartDocument) throws(ContentError) in
        let record = try part.addRecord(to: "needs")
        _ = try part.edit("Reads ten words.", field: "description", of: record)
        return record
      }
      // Meanwhile her role changes, and with it what she may do.
      try await okoro.changeRole(of: "Priya Shah", to: "health")
      // A second edit upon the first, by another run of the program.
      try priya.edit("B") { (part: inout PartDocument) throws(ContentError) in
        _ = try part.edit("Reads ten words aloud.", field: "description", of: record)
      }
      let report = try await priya.sync()
      #expect(report.refused.map(\.code) == ["not-permitted"])
      #expect(report.refused.map(\.count) == [2], "what the same agent wrote upon it goes along")
      #expect(try priya.unsent() == 0)
      #expect(
        try priya.tray().map { $0.passages.map(\.words) } == [
          ["Reads ten words."], ["Reads ten words aloud."],
        ])
      #expect(try priya.view().part(PartID("B"))?.collections[0].records.isEmpty == true)
      try await okoro.sync()
      #expect(try okoro.view().part(PartID("B"))?.collections[0].records.isEmpty == true)
    }
  }

  @Test func `a part that is no longer shared leaves the device, and its unsent words the tray`()
    async throws
  {
    try await ServerFixture.with { server in
      let (okoro, parent) = try await pair(at: server)
      try okoro.edit("J") { (part: inout PartDocument) throws(ContentError) in
        try part.set(.line("£40 a week"), field: "amount", of: nil)
      }
      try await okoro.sync()
      try await parent.sync()
      #expect(try parent.view().part(PartID("J"))?.field("amount")?.value != .empty)
      try parent.write("Ours.", "A", "parent-views")
      try await okoro.changeRole(of: "J. Tranmoor", to: "ep")
      let report = try await parent.sync()
      #expect(report.withheld.contains(PartID("J")))
      #expect(try parent.view().part(PartID("J")) == nil)
      #expect(try parent.view().withheld.contains(PartID("J")))
      // What she may no longer write in A is kept for her.
      #expect(report.refused.map(\.part) == [PartID("A")])
      #expect(try parent.tray().map { $0.passages.map(\.words) } == [["Ours."]])
    }
  }

  @Test func `an edit made on an older version is merged, and what came meanwhile stays`()
    async throws
  {
    try await ServerFixture.with { server in
      let (okoro, parent) = try await pair(at: server)
      try parent.write("She likes horses. She has a dog.", "A", "parent-views")
      try await parent.sync()
      try await okoro.sync()
      // The parent's editor is open on this version …
      let base = try parent.part("A")
      // … while the caseworker changes the other sentence, and both synchronise, …
      try okoro.write("She likes horses. She has a small dog.", "A", "parent-views")
      try await okoro.sync()
      try await parent.sync()
      // … and the parent herself writes elsewhere.
      try parent.write("To be a groom.", "A", "aspirations")
      try parent.edit("A", from: base) { (part: inout PartDocument) throws(ContentError) in
        _ = try part.edit("She loves horses. She has a dog.", field: "parent-views", of: nil)
      }
      let merged = "She loves horses. She has a small dog."
      #expect(try parent.text("A", "parent-views") == merged)
      try await parent.sync()
      try await okoro.sync()
      #expect(try okoro.text("A", "parent-views") == merged)
      #expect(try okoro.text("A", "aspirations") == "To be a groom.")
    }
  }

  @Test func `two people who change one sentence apart both find it in their lists`() async throws {
    try await ServerFixture.with { server in
      let (okoro, parent) = try await pair(at: server)
      try parent.write("She needs some help.", "A", "parent-views")
      try await parent.sync()
      try await okoro.sync()
      try parent.write("She needs daily help.", "A", "parent-views")
      try okoro.write("She needs some help with reading.", "A", "parent-views")
      try await parent.sync()
      try await okoro.sync()
      try await parent.sync()
      for person in [okoro, parent] {
        let item = try #require(try person.view().part(PartID("A"))?.reviews.first)
        #expect(item.merged == "She needs daily help with reading.")
        #expect(item.sides.count == 2)
      }
      try parent.edit("A") { (part: inout PartDocument) throws(ContentError) in
        try part.settleReview(field: "parent-views", of: nil)
      }
      try await parent.sync()
      try await okoro.sync()
      #expect(try okoro.view().part(PartID("A"))?.reviews.isEmpty == true)
    }
  }

  @Test func `a cloned device loses no word and doubles none`() async throws {
    try await ServerFixture.with { server in
      let (okoro, parent) = try await pair(at: server)
      // Work that both will hold unsent.
      try parent.write("She likes horses.", "A", "parent-views")
      let clone = try parent.cloned()
      try parent.write("Original.", "A", "history")
      try clone.write("Clone.", "A", "aspirations")
      try await parent.sync()
      try await clone.sync()
      try await parent.sync()
      try await okoro.sync()
      for person in [okoro, parent, clone] {
        #expect(try person.text("A", "parent-views") == "She likes horses.")
        #expect(try person.text("A", "history") == "Original.")
        #expect(try person.text("A", "aspirations") == "Clone.")
        #expect(try person.unsent() == 0)
      }
    }
  }

  @Test func `a device restored from an older copy goes on without losing or doubling`()
    async throws
  {
    try await ServerFixture.with { server in
      let (okoro, parent) = try await pair(at: server)
      try parent.write("One.", "A", "history")
      let backup = try parent.cloned()
      try await parent.sync()
      try parent.write("One. Two.", "A", "history")
      try await parent.sync()
      // The backup takes the device's place.
      try backup.write("One. Three.", "A", "history")
      try await backup.sync()
      try await okoro.sync()
      let text = try okoro.text("A", "history")
      #expect(try backup.text("A", "history") == text)
      for word in ["One.", "Two.", "Three."] {
        #expect(text.components(separatedBy: word).count == 2, "\(word) in \(text)")
      }
    }
  }

  @Test func `a server without the latest work is given it again`() async throws {
    let fixture = try await ServerFixture.start()
    let (okoro, parent) = try await pair(at: fixture)
    try parent.write("Before the backup.", "A", "history")
    try await parent.sync()
    try await okoro.sync()
    await fixture.server.stop()
    let copy = fixture.folder + "-copy"
    try FileManager.default.copyItem(atPath: fixture.folder, toPath: copy)
    defer {
      try? FileManager.default.removeItem(atPath: fixture.folder)
      try? FileManager.default.removeItem(atPath: copy)
    }
    let second = try await ServerFixture.start(in: fixture.ownedFolder) {
      $0.port = fixture.server.port
    }
    try parent.write("Before the backup. After it.", "A", "history")
    try await parent.sync()
    await second.server.stop()

    // As a restore does it; all sessions end with it.
    try await OperationStore(path: DataFolder(path: copy).database).beginEpoch(now: .now())
    let restored = try await ServerFixture.start(in: ServerFolder(path: copy)) {
      $0.port = fixture.server.port
    }
    await #expect(throws: ClientError.self) { try await parent.sync() }
    for person in [okoro, parent] {
      let account = try #require(try person.open().person()?.account)
      try await person.signInAgain(at: restored, code: restored.makeCode(account: account))
    }
    let report = try await parent.sync()
    #expect(report.hasRestoredServer)
    try await okoro.sync()
    #expect(try okoro.text("A", "history") == "Before the backup. After it.")
    await restored.server.stop()
  }

  @Test func `a cut line leaves the work unsent and whole`() async throws {
    let fixture = try await ServerFixture.start()
    defer { try? FileManager.default.removeItem(atPath: fixture.folder) }
    let (_, parent) = try await pair(at: fixture)
    try parent.write("Kept.", "A", "history")
    await fixture.server.stop()
    do {
      try await parent.sync()
      Issue.record("a stopped server cannot be synchronised with")
    } catch let error as ClientError {
      #expect(error.lineFault == .unreachable)
    }
    #expect(try parent.unsent() == 1)
    #expect(try parent.text("A", "history") == "Kept.")
  }

  @Test func `a second process waits, and then says who is in the way`() async throws {
    try await ServerFixture.with { server in
      let (_, parent) = try await pair(at: server)
      let first = try parent.open()
      do {
        _ = try parent.open(patience: 50)
        Issue.record("two processes had one workspace")
      } catch {
        #expect((error as? ClientError)?.deviceFault == .inUse)
      }
      _ = try first.unsentCount()
    }
  }

  @Test func `an emptied working copy is damaged, not new`() async throws {
    try await ServerFixture.with { server in
      let (_, parent) = try await pair(at: server)
      #expect(truncate(parent.home.database, 0) == 0)
      do {
        _ = try parent.open()
        Issue.record("what had been lost was passed over")
      } catch {
        #expect((error as? ClientError)?.deviceFault == .damaged)
      }
    }
  }

  @Test func `whoever watches is told of others' work within seconds`() async throws {
    try await ServerFixture.with { server in
      let (okoro, parent) = try await pair(at: server)
      let plan = try parent.open().plan(nil)
      let watch = PlanWatch(
        plan: plan.identifier, remote: try parent.open().remote(), lastWritten: { 0 })
      let (events, continuation) = AsyncStream.makeStream(of: PlanWatch.Event.self)
      let watching = Task {
        try await watch.run { continuation.yield($0) }
      }
      defer { watching.cancel() }
      let writing = Task {
        // Until somebody listens, nobody is told; so it is said more than once.
        for number in 0..<40 {
          try okoro.write("Version \(number).", "A", "history")
          try await okoro.sync()
          try await Task.sleep(for: .milliseconds(100))
        }
      }
      defer { writing.cancel() }
      var iterator = events.makeAsyncIterator()
      #expect(await iterator.next() == .news)
    }
  }

  @Test func `a part opened from its snapshot is the part its log makes`() async throws {
    try await ServerFixture.with { server in
      let (okoro, parent) = try await pair(at: server)
      for number in 0..<40 {
        try parent.write("Version \(number) of the story.", "A", "history")
      }
      try await parent.sync()
      try await okoro.sync()
      try parent.write("Version 40 of her story.", "A", "history")
      try await parent.sync()
      try await okoro.sync()
      for person in [okoro, parent] {
        let workspace = try person.open()
        let plan = try workspace.plan(nil)
        let opened = try workspace.part(PartID("A"), of: plan)
        let whole = try workspace.part(
          PartID("A"), of: plan, through: workspace.cursor(of: PartID("A"), in: plan))
        #expect(opened.view().field("history")?.value == whole.view().field("history")?.value)
        #expect(opened.document.versionVector == whole.document.versionVector)
        #expect(opened.view().field("history")?.value == .text("Version 40 of her story."))
      }
    }
  }

  @Test
  func `work begun before signing in anew is sent under other names, and nothing else changes`()
    async throws
  {
    try await ServerFixture.with { server in
      let (okoro, parent) = try await pair(at: server)
      do {
        let workspace = try okoro.open()
        let plan = try workspace.plan(nil)
        let remote = try workspace.remote()
        func edit<Result>(
          _ change: (inout PartDocument) throws(ContentError) -> Result
        ) throws -> Result { try workspace.edit(PartID("B"), of: plan, change) }
        let first = try edit { (part: inout PartDocument) throws(ContentError) in
          let record = try part.addRecord(to: "needs")
          _ = try part.edit("Reads.", field: "description", of: record)
          return record
        }
        try await workspace.sync(plan, with: remote)
        // Unsent, by an agent that the server knows as the old session's device's.
        let second = try edit { (part: inout PartDocument) throws(ContentError) in
          let record = try part.addRecord(to: "needs", at: 0)
          _ = try part.edit("Reads ten words.", field: "description", of: first)
          return record
        }
        try edit { (part: inout PartDocument) throws(ContentError) in
          _ = try part.edit("Writes.", field: "description", of: second)
          try part.set(.line("Writing"), field: "title", of: second)
          try part.moveRecord(second, to: 1)
        }
      }
      let account = try #require(try okoro.open().person()?.account)
      try await okoro.signInAgain(at: server, code: server.makeCode(account: account))
      let report = try await okoro.sync()
      #expect(report.hasMovedWork)
      #expect(report.isEven)
      try await parent.sync()
      for person in [okoro, parent] {
        let records = try person.view().part(PartID("B"))?.collections[0].records ?? []
        #expect(records.map { $0.text("description") } == ["Reads ten words.", "Writes."])
        #expect(records.last?.text("title") == "Writing")
      }
      // And the story goes on.
      try okoro.write("More.", "A", "history")
      try await okoro.sync()
      #expect(try okoro.unsent() == 0)
    }
  }
}
