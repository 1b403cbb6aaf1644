import Assets
import CRDT
import Client
import Foundation
import Plan
import Server
import Store

/// A whole plan at a real server, with the people who take part in it: what official acts are tried on.
struct ActStage {
  let server: ServerFixture
  let okoro: ClientPerson
  let joanne: ClientPerson
  let priya: ClientPerson

  static let reference = "MK-0412"

  /// Sets up a plan that passes the check, and runs `body` with it.
  static func with(
    preset: String = "co-written", _ body: (ActStage) async throws -> Void
  ) async throws {
    let (folder, caseworker) = try await PreparedServer.shared.copy(preset: preset)
    let server = try await ServerFixture.start(in: folder)
    do {
      try await body(try await ActStage(at: server, caseworker: caseworker))
      await server.stop()
    } catch {
      await server.stop()
      throw error
    }
  }

  private init(at server: ServerFixture, caseworker: String) async throws {
    self.server = server
    okoro = try await ClientPerson.signIn(
      at: server, code: server.makeCode(account: caseworker))
    try await okoro.join(Self.reference)
    joanne = try await Self.join("Joanne Tranmoor", role: "parent", okoro, at: server)
    priya = try await Self.join("Priya Shah", role: "ep", okoro, at: server)
  }

  static func join(
    _ name: String, role: String, _ caseworker: ClientPerson, at server: ServerFixture
  ) async throws -> ClientPerson {
    guard let code = try await caseworker.invite(name, role: role) else {
      throw Unexpected("no code")
    }
    let person = try await ClientPerson.signIn(at: server, code: code)
    try await person.join(reference)
    return person
  }

  static let today: CivilDate = {
    var now = time(nil)
    var fields = tm()
    gmtime_r(&now, &fields)
    return CivilDate(
      year: Int(fields.tm_year) + 1900, month: Int(fields.tm_mon) + 1, day: Int(fields.tm_mday))
      ?? CivilDate(year: 2026, month: 1, day: 1)!
  }()

  // MARK: The road

  func serve() async throws {
    try await okoro.sync()
    try await okoro.performing(.serveDraft)
  }

  /// Fills in what every final plan is completed with.
  func complete() async throws {
    let year = Self.today.year + (Self.today.month == 1 && Self.today.day == 1 ? 0 : 1)
    let review = CivilDate(year: year, month: 1, day: 1)
    try okoro.edit("details") { (part: inout PartDocument) throws(ContentError) in
      try part.set(.date(Self.today), field: "plan-date", of: nil)
      try part.set(review.map { .date($0) } ?? .empty, field: "review-date", of: nil)
      try part.set(.line("R. Hale"), field: "signed-by", of: nil)
    }
    try okoro.edit("I") { (part: inout PartDocument) throws(ContentError) in
      try part.set(.line("Milbury Academy"), field: "setting-name", of: nil)
      try part.set(.line("mainstream secondary school"), field: "setting-type", of: nil)
    }
    try await okoro.sync()
  }

  func issue() async throws {
    try await complete()
    try await okoro.performing(.issue, familyAnswered: "Telephone: nothing to add")
  }
}

extension ClientPerson {
  func fillWithExample() async throws {
    let template = try ServerFixture.england.get()
    let example = try ExamplePlan.read(
      file: "England/Example/plan.json",
      bytes: EmbeddedAssets.file("Templates/England/Example/plan.json") ?? [], template: template)
    let workspace = try open()
    let remote = try workspace.remote()
    _ = try await workspace.sync(try workspace.plan(nil), with: remote)
    try workspace.fill(try workspace.plan(nil), with: example)
    _ = try await workspace.sync(try workspace.plan(nil), with: remote)
  }

  /// Performs an act, or asks what stands against it.
  @discardableResult
  func perform(
    _ act: PlanAct, isDryRun: Bool = false, reason: String? = nil, familyAnswered: String? = nil,
    overridden: [String] = [], date: CivilDate = ActStage.today
  ) async throws -> ActOutcome {
    let workspace = try open()
    return try await workspace.perform(
      act, on: try workspace.plan(nil), date: date,
      details: .init(reason: reason, familyAnswered: familyAnswered, overridden: overridden),
      isDryRun: isDryRun, with: try workspace.remote())
  }

  /// Performs an act that nothing stands against.
  @discardableResult
  func performing(
    _ act: PlanAct, reason: String? = nil, familyAnswered: String? = nil
  ) async throws -> OfficialAct {
    let outcome = try await perform(act, reason: reason, familyAnswered: familyAnswered)
    guard let performed = outcome.act else {
      throw Unexpected(
        outcome.obstacles.map { "\($0.code): \($0.sentence)" }.joined(separator: "\n"))
    }
    return performed
  }

  func acts() throws -> [OfficialAct] { try open().plan(nil).acts }

  /// A frozen version as this person has it.
  func frozen(_ name: String) throws -> PlanView {
    let workspace = try open()
    let plan = try workspace.plan(nil)
    return try workspace.frozenView(of: try workspace.act(named: name, in: plan), in: plan)
  }

  /// The first provision of section F.
  func provision() throws -> EventID {
    guard let record = try part("F").view().collection("provisions")?.records.first else {
      throw Unexpected("no provision")
    }
    return record.id
  }

  func set(_ value: FieldValue, _ field: String, of record: EventID? = nil, in part: String) throws
  {
    try edit(part) { (document: inout PartDocument) throws(ContentError) in
      try document.set(value, field: field, of: record)
    }
  }

  /// Writes down what the family said, and accepts it.
  @discardableResult
  func record(
    _ scopes: Set<RepresentationScope>, in part: String,
    decision: Representation.Decision? = .accepted
  ) throws -> EventID {
    try edit(part) { (document: inout PartDocument) throws(ContentError) -> EventID in
      let id = try document.recordRepresentation(
        from: "Joanne Tranmoor", by: .phone, on: ActStage.today, words: "Twice a week, please.",
        about: scopes)
      if let decision {
        try document.decideRepresentation(id, decision, reason: decision == .refused ? "No" : "")
      }
      return id
    }
  }
}
