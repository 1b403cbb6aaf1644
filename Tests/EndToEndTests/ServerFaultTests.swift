import CRDT
import Foundation
import HTTP
import Plan
import Server
import Store
import Sync
import Testing

/// What a server does when its disk, its files or its input are not as they should be.
@Suite struct ServerFaultTests {
  @Test func `a part with a damaged row takes nothing more, and the others go on`() async throws {
    let first = try await ServerFixture.start()
    var okoro = try await first.caseworker()
    let plan = try await okoro.makePlan()
    let (_, batches) = try okoro.writeNeed("reading", in: plan)
    try await okoro.sync("B", of: plan, push: batches)
    await first.stop()
    try damage(first.folder)

    let second = try await ServerFixture.start(in: first.ownedFolder)
    okoro.url = second.server.url
    okoro.cursors = [:]
    let (_, more) = try okoro.writeNeed("spelling", in: plan)
    // What cannot be read is left out of the answer, not answered as if it were empty.
    let unread = try await okoro.sync("B", of: plan, push: more)
    #expect(!unread.parts.contains { $0.name == "B" })
    okoro.cursors[PartAddress(plan: plan, name: "B")] = 1
    let (_, still) = try okoro.writeNeed("writing", in: plan)
    let refused = try await okoro.sync("B", of: plan, push: still)
    #expect(refused.refusal(in: "B") == .unavailable)
    let other = try okoro.edit("F", of: plan) { _ = try $0.addRecord(to: "provisions") }
    #expect(try await okoro.sync("F", of: plan, push: other).refusal(in: "F") == nil)
    let verified = try await second.administer(["command": "verify"])
    #expect(verified["sound"] == false)

    // The device that wrote the batch still has it: sent again, it mends the row.
    let mended = try await okoro.sync("B", of: plan, push: batches)
    #expect(mended.acknowledgements(in: "B").count == 1)
    let taken = try await okoro.sync("B", of: plan, push: more + still)
    #expect(taken.refusal(in: "B") == nil && taken.acknowledgements(in: "B").count == 1)
    #expect(try await second.administer(["command": "verify"])["sound"] == true)
    await second.stop()
  }

  @Test func `a full database refuses pushes, says so, and can still be read`() async throws {
    let first = try await ServerFixture.start()
    var okoro = try await first.caseworker()
    let plan = try await okoro.makePlan()
    let (need, batches) = try okoro.writeNeed("reading", in: plan)
    try await okoro.sync("B", of: plan, push: batches)
    await first.stop()

    let second = try await ServerFixture.start(in: first.ownedFolder) { $0.databasePages = 1 }
    okoro.url = second.server.url
    let letters = Array("abcdefghijklmnopqrstuvwxyz ".unicodeScalars)
    var long = ""
    // Pages still free inside the file are used up first.
    for index in 0..<60_000 { long.unicodeScalars.append(letters[index * 7 % letters.count]) }
    let more = try okoro.edit("B", of: plan) {
      _ = try $0.edit(long, field: "description", of: need)
    }
    let refused = try await okoro.sync("B", of: plan, push: more)
    #expect(refused.refusal(in: "B") == .unavailable)
    #expect(refused.acknowledgements(in: "B").isEmpty)
    // It is noted for ten seconds, which a busy machine may take to ask: then by another push.
    var readiness = try await okoro.send(.get, "/readyz")
    for _ in 0..<5 where readiness.status != 503 {
      _ = try await okoro.sync("B", of: plan, push: more)
      readiness = try await okoro.send(.get, "/readyz")
    }
    #expect(readiness.status == 503 && readiness.error == "unavailable")
    #expect(try await okoro.send(.get, "/healthz").status == 200)
    var reader = okoro
    reader.parts = [:]
    reader.cursors = [:]
    try await reader.sync("B", of: plan)
    #expect(reader.text("description", of: need, in: "B", plan) == "reading")
    await second.stop()

    let third = try await ServerFixture.start(in: first.ownedFolder)
    okoro.url = third.server.url
    #expect(try await okoro.sync("B", of: plan, push: more).refusal(in: "B") == nil)
    await third.stop()
  }

  @Test func `a batch over which the server died twice is refused`() async throws {
    let first = try await ServerFixture.start()
    var okoro = try await first.caseworker()
    let plan = try await okoro.makePlan()
    await first.stop()
    let (_, batches) = try okoro.writeNeed("reading", in: plan)
    guard let batch = batches.first else { throw Unexpected("no batch") }
    // What a process leaves that dies while it merges this batch, for the second time.
    let digest = batch.digest(
      in: PartAddress(plan: plan, name: "B"), after: StoredBatch.noDigest)
    let mark = first.folder + "/attempts/" + Cryptography.hexadecimal(digest)
    try Data([0]).write(to: URL(filePath: mark))

    let second = try await ServerFixture.start(in: first.ownedFolder)
    okoro.url = second.server.url
    #expect(try await okoro.sync("B", of: plan, push: batches).refusal(in: "B") == .malformed)
    let other = try okoro.edit("F", of: plan) { _ = try $0.addRecord(to: "provisions") }
    #expect(try await okoro.sync("F", of: plan, push: other).refusal(in: "F") == nil)
    await second.stop()
  }

  @Test func `after one death the work is tried again`() async throws {
    let first = try await ServerFixture.start()
    var okoro = try await first.caseworker()
    let plan = try await okoro.makePlan()
    await first.stop()
    let (_, batches) = try okoro.writeNeed("reading", in: plan)
    guard let batch = batches.first else { throw Unexpected("no batch") }
    let digest = batch.digest(
      in: PartAddress(plan: plan, name: "B"), after: StoredBatch.noDigest)
    let mark = first.folder + "/attempts/" + Cryptography.hexadecimal(digest)
    try Data().write(to: URL(filePath: mark))

    let second = try await ServerFixture.start(in: first.ownedFolder)
    okoro.url = second.server.url
    #expect(try await okoro.sync("B", of: plan, push: batches).refusal(in: "B") == nil)
    #expect(!FileManager.default.fileExists(atPath: mark))
    await second.stop()
  }

  @Test func `only the owner of the data folder administers`() async throws {
    try await ServerFixture.with { fixture in
      let path = fixture.folder + "/administration.json"
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      let content = try JSONText.parse(Array(Data(contentsOf: URL(filePath: path)))).value
      guard case .string(let url) = content["url"] else { throw Unexpected(content.text()) }
      let body: JSONValue = ["command": "user-list"]
      let reply = TestDevice.Reply(
        try await HTTPClient().send(
          HTTPClientRequest(
            method: .post, url: url, headers: ["Authorization": "Bearer 0"],
            body: Array(body.text().utf8))))
      #expect(reply.status == 401)
    }
  }

  /// Changes one byte of a stored payload, as a failing disk would.
  private func damage(_ folder: String) throws {
    let connection = try Connection(path: folder + "/server.sqlite", access: .readWrite)
    let changed = try connection.run(
      "UPDATE batch SET payload = cast(payload || x'00' AS BLOB) WHERE cursor = 1")
    guard changed == 1 else { throw Unexpected("nothing to damage") }
  }
}
