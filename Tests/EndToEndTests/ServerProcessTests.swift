import CRDT
import Foundation
import HTTP
import Plan
import Store
import Sync
import Testing

/// The program as an administrator meets it.
@Suite struct ServerProcessTests {
  /// A folder that goes away after the test.
  private func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "ehcpd-tests-\(UUID().uuidString)").path(percentEncoded: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder)
  }

  private func addUser(_ folder: String) async throws -> String {
    let added = try await ServerProcess.run([
      "user", "add", "M. Okoro", "--role", "caseworker", "--data", folder,
    ])
    guard added.status == 0 else { throw Unexpected(added.errors) }
    return added.output.filter { !$0.isNewline }
  }

  @Test func `a killed server has everything it acknowledged`() async throws {
    try await withFolder { folder in
      #expect(try await ServerProcess.run(["init", "--data", folder]).status == 0)
      let code = try await addUser(folder)
      let (first, url) = try await ServerProcess.serve(folder)
      var okoro = try await signIn(at: url, code: code)
      let plan = try await okoro.makePlan()
      let (need, batches) = try okoro.writeNeed("reading", in: plan)
      let response = try await okoro.sync("B", of: plan, push: batches)
      #expect(!response.acknowledgements(in: "B").isEmpty)
      try await first.kill()

      let (second, newURL) = try await ServerProcess.serve(folder)
      okoro.url = newURL
      okoro.parts = [:]
      okoro.cursors = [:]
      try await okoro.sync("B", of: plan)
      #expect(okoro.text("description", of: need, in: "B", plan) == "reading")
      #expect(try await ServerProcess.run(["verify", "--data", folder]).status == 0)
      #expect(try await second.terminate() == 0)
      #expect(try await ServerProcess.run(["verify", "--data", folder]).status == 0)
    }
  }

  @Test func `a second server refuses the data folder, and accounts are made through the first`()
    async throws
  {
    try await withFolder { folder in
      _ = try await ServerProcess.run(["init", "--data", folder])
      let (server, url) = try await ServerProcess.serve(folder)
      let second = try await ServerProcess.run([
        "serve", "--data", folder, "--listen", "127.0.0.1:0",
      ])
      #expect(second.status == 1 && second.output.isEmpty)
      #expect(second.errors.contains("Another server runs on this data folder."))
      let okoro = try await signIn(at: url, code: addUser(folder))
      #expect(try await okoro.send(.get, "/v1/me").status == 200)
      let list = try await ServerProcess.run(["user", "list", "--data", folder, "--json"])
      let users = try JSONText.parse(Array(list.output.utf8)).value["users"]
      #expect(users?.text().contains("\"M. Okoro\"") == true)
      #expect(try await server.terminate() == 0)
      #expect(!FileManager.default.fileExists(atPath: folder + "/administration.json"))
    }
  }

  @Test func `a restored backup begins an epoch and signs everybody out`() async throws {
    try await withFolder { folder in
      _ = try await ServerProcess.run(["init", "--data", folder])
      let (server, url) = try await ServerProcess.serve(folder)
      var okoro = try await signIn(at: url, code: addUser(folder))
      let plan = try await okoro.makePlan()
      let (_, batches) = try okoro.writeNeed("reading", in: plan)
      try await okoro.sync("B", of: plan, push: batches)
      let backup = folder + "/backup.sqlite"
      #expect(try await ServerProcess.run(["backup", backup, "--data", folder]).status == 0)
      #expect(try await ServerProcess.run(["backup", backup, "--data", folder]).status == 1)
      _ = try await server.terminate()

      let restored = folder + "/restored"
      #expect(try await ServerProcess.run(["restore", backup, "--data", restored]).status == 0)
      let (second, newURL) = try await ServerProcess.serve(restored)
      let epoch = okoro.epoch
      okoro.url = newURL
      #expect(try await okoro.send(.get, "/v1/me").status == 401)
      let code = try await ServerProcess.run(["user", "code", okoro.account, "--data", restored])
      okoro = try await signIn(at: newURL, code: code.output.filter { !$0.isNewline })
      let pulled = try await okoro.sync("B", of: plan)
      #expect(pulled.epoch != epoch)
      #expect(pulled.parts.first { $0.name == "B" }?.entries.count == batches.count)
      _ = try await second.terminate()
      let other = try await ServerProcess.run(["restore", "/etc/hostname", "--data", folder + "/x"])
      #expect(other.status == 1 && other.errors.contains("is no backup"))
    }
  }

  @Test func `mistakes get one line and a hint`() async throws {
    try await withFolder { folder in
      for (arguments, status) in [
        (["serve", "--data", folder], 1), (["serve"], 2), (["srve"], 2),
        (["user", "add", "X", "--data", folder], 2), (["serve", "--listen", "here"], 2),
        (["serve", "--data", folder, "--listen", "0.0.0.0:0"], 2),
      ] as [([String], Int32)] {
        let run = try await ServerProcess.run(arguments)
        #expect(run.status == status && run.output.isEmpty, "\(arguments)")
        #expect(run.errors.split(separator: "\n").count == 2, "\(run.errors)")
      }
      #expect(try await ServerProcess.run(["--version"]).output.hasPrefix("ehcpd "))
      let help = try await ServerProcess.run(["serve", "--help"])
      #expect(help.status == 0 && help.output.contains("Examples"))
    }
  }

  private func signIn(at url: String, code: String) async throws -> TestDevice {
    let key = Cryptography.KeyPair()
    let reply = try await TestDevice.logIn(at: url, code: code, key: key)
    guard case .string(let token) = reply.json["token"],
      case .string(let account) = reply.json["account"]?["id"]
    else { throw Unexpected(reply.json.text()) }
    return TestDevice(url: url, token: token, account: account, key: key)
  }
}
