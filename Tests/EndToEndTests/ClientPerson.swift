import CRDT
import Client
import Foundation
import Plan
import Server

/// A person with a folder of her own, working on plans of a test's server.
final class ClientPerson: Sendable {
  let home: HomeFolder

  private init(home: HomeFolder) { self.home = home }

  deinit { try? FileManager.default.removeItem(atPath: home.path) }

  static func signIn(at server: ServerFixture, code: String) async throws -> ClientPerson {
    let person = ClientPerson(home: newHome())
    _ = try await person.open().signIn(
      address: server.server.url, code: code, device: "test")
    return person
  }

  func signInAgain(at server: ServerFixture, code: String) async throws {
    _ = try await open().signIn(address: server.server.url, code: code, device: "test")
  }

  /// Somebody with the same folder, as it is now: a cloned device, or one restored from a backup.
  func cloned() throws -> ClientPerson {
    let home = Self.newHome()
    try FileManager.default.copyItem(atPath: self.home.path, toPath: home.path)
    return ClientPerson(home: home)
  }

  private static func newHome() -> HomeFolder {
    HomeFolder(
      path: FileManager.default.temporaryDirectory
        .appending(path: "client-tests-\(UUID().uuidString)").path(percentEncoded: false))
  }

  /// Opens the workspace, as one run of the program does.
  func open(patience: Int = 5_000) throws -> Workspace {
    try Workspace(
      home: home, templates: TemplateShelf([try ServerFixture.england.get()]), patience: patience)
  }

  // MARK: Plans

  func begin(_ reference: String, preset: String? = nil) async throws {
    let workspace = try open()
    let remote = try workspace.remote()
    let created = try await remote.createPlan(reference: reference, preset: preset)
    try workspace.save(try await remote.plan(created.id))
    try workspace.setCurrent(try workspace.plan(reference))
  }

  func join(_ reference: String) async throws {
    let workspace = try open()
    let remote = try workspace.remote()
    guard let found = try await remote.plans().first(where: { $0.reference == reference }) else {
      throw Unexpected("not in \(reference)")
    }
    try workspace.save(try await remote.plan(found.id))
    let plan = try workspace.plan(reference)
    try workspace.setCurrent(plan)
    try await workspace.sync(plan, with: remote)
  }

  /// Brings somebody into the current plan.
  ///
  /// - Returns: the code, if one was given.
  func invite(_ name: String, role: String, account: String? = nil) async throws -> String? {
    let workspace = try open()
    let plan = try workspace.plan(nil)
    let answer = try await workspace.remote().invite(
      Remote.Invitation(name: name, role: role, account: account), to: plan.identifier)
    if case .string(let code) = answer["code"] { return code }
    return nil
  }

  /// Gives somebody who is in the plan another role.
  func changeRole(of name: String, to role: String) async throws {
    let workspace = try open()
    let plan = try workspace.plan(nil)
    try await workspace.sync(plan, with: workspace.remote())
    let people = try workspace.people(of: plan)
    guard let person = people.first(where: { $0.name == name }) else {
      throw Unexpected("\(name) is not in the plan")
    }
    _ = try await workspace.remote().invite(
      Remote.Invitation(name: name, role: role, account: person.account), to: plan.identifier)
  }

  @discardableResult
  func sync() async throws -> SyncReport {
    let workspace = try open()
    return try await workspace.sync(try workspace.plan(nil), with: workspace.remote())
  }

  // MARK: Editing

  @discardableResult
  func edit<Result>(
    _ part: String, from base: PartDocument? = nil,
    _ change: (inout PartDocument) throws(ContentError) -> Result
  ) throws -> Result {
    let workspace = try open()
    let plan = try workspace.plan(nil)
    return try workspace.edit(PartID(part), of: plan, from: base, change)
  }

  func part(_ part: String) throws -> PartDocument {
    let workspace = try open()
    return try workspace.part(PartID(part), of: try workspace.plan(nil))
  }

  func view() throws -> PlanView {
    let workspace = try open()
    return try workspace.view(try workspace.plan(nil), finding: .all)
  }

  func tray() throws -> [TrayItem] {
    let workspace = try open()
    return try workspace.tray(of: try workspace.plan(nil))
  }

  func unsent() throws -> Int { try open().unsentCount() }

  /// The text of a field of a part itself.
  func text(_ part: String, _ field: String) throws -> String {
    try self.part(part).document.string(at: ObjectAddress(key: field))
  }

  @discardableResult
  func write(_ text: String, _ part: String, _ field: String) throws
    -> PartDocument.TextChange
  {
    try edit(part) { (part: inout PartDocument) throws(ContentError) in
      try part.edit(text, field: field, of: nil)
    }
  }
}

extension ServerFixture {
  /// A new code for somebody who has an account.
  func makeCode(account: String) async throws -> String {
    let answer = try await administer(["command": "user-code", "account": .string(account)])
    guard case .string(let code) = answer["code"] else { throw Unexpected(answer.text()) }
    return code
  }
}
