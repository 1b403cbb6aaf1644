import Assets
import CRDT
import Client
import Foundation
import Plan
import Store
import Terminal
import TestSupport

/// How long the commands of `ehcp` take on a large plan that is on this device: 200 pages of prose, 2,000
/// comments and 200 suggestions, by some hundred agents.
///
/// The program measured is the one beside this.
struct CommandBenchmark {
  private static let pages = 200
  private static let wordsOfPage = 500
  private static let commentCount = 2_000
  private static let suggestionCount = 200
  /// Edits by one agent, as of one run of the program.
  private static let editsOfAgent = 20
  private static let runs = 7

  /// A command that did not do what is measured.
  private struct Failure: Error {
    var command: [String]
    var status: Int32
    var errors: String
  }

  private let folder: String
  private let template: PlanTemplate
  private var random = SeededGenerator(seed: 200)
  private var words = 0

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "commands-\(UUID().uuidString)").path(percentEncoded: false)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let pack = PackFiles.embedded()[0]
    template = try PlanTemplate.read(pack: pack.name, files: pack.files)
  }

  /// Makes the plan, and prints the median of each command.
  mutating func run() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try begin()
    try write()
    try comment()
    try suggest()
    try open().saveSnapshots()
    print("\(words) words, \(Self.commentCount) comments, \(Self.suggestionCount) suggestions")
    print("median of \(Self.runs), ms                        elapsed  processor")
    for command in Self.commands {
      let times = try (0..<Self.runs).map { _ in try time(command) }
      let name = "ehcp " + command.joined(separator: " ")
      let padding = String(repeating: " ", count: max(1, 42 - name.count))
      let elapsed = times.map(\.elapsed).sorted()[Self.runs / 2]
      let processor = times.map(\.processor).sorted()[Self.runs / 2]
      print(name + padding + String(format: "%7.1f %10.1f", elapsed, processor))
    }
  }

  private static let commands = [
    ["status"], ["show"], ["show", "F"], ["show", "B.2"], ["show", "B", "--json"],
    ["comment", "list"], ["comment", "list", "F", "--json"],
    ["comment", "add", "B.3", "-m", "Is this from the report?"],
    ["comment", "add", "F", "--quote", "support", "-m", "Who?"],
    ["suggestions"], ["suggestions", "show", "B.S2"],
    ["suggest", "F", "--quote", "each", "--with", "every"], ["review"], ["tray"],
    ["set", "B.2.title", "Reading"], ["check", "F"],
  ]

  /// In milliseconds. What the processor spent tells more on a machine that others use as well.
  private func time(_ command: [String]) throws -> (elapsed: Double, processor: Double) {
    let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "ehcp").path(percentEncoded: false)
    let clock = ContinuousClock()
    let spent = Self.childrenTime
    let start = clock.now
    let process = try FinishedProcess(
      running: program, command,
      environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "EHCP_HOME": folder],
      folder: folder)
    let time = clock.now - start
    // 6: something is left to review; 10: the check found something.
    guard [0, 6, 10].contains(process.status) else {
      throw Failure(command: command, status: process.status, errors: process.errors)
    }
    return (
      Double(time.components.seconds) * 1_000 + Double(time.components.attoseconds) / 1e15,
      Self.childrenTime - spent
    )
  }

  /// The processor time of every process ended so far, in milliseconds.
  private static var childrenTime: Double {
    var usage = rusage()
    getrusage(RUSAGE_CHILDREN.rawValue, &usage)
    func milliseconds(_ time: timeval) -> Double {
      Double(time.tv_sec) * 1_000 + Double(time.tv_usec) / 1_000
    }
    return milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime)
  }

  // MARK: The plan

  private func open() throws -> Workspace {
    try Workspace(home: HomeFolder(path: folder), templates: [template])
  }

  private func begin() throws {
    let key = Cryptography.KeyPair()
    try Credentials(server: "https://ehcp.example.gov.uk", key: key, token: nil).write(
      HomeFolder(path: folder))
    let parts = template.parts.filter { $0.kind == .section }.map { part -> JSONValue in
      ["part": .string(part.id.description), "right": "edit"]
    }
    let details = try RemotePlanDetails([
      "id": .string(String(repeating: "a", count: 32)), "reference": "MK-0412",
      "role": "caseworker", "phase": "gather", "preset": .string(template.presets[0].id),
      "pack": .string(template.pack), "pack_version": .integer(Int64(template.version)),
      "parts": .array(parts),
    ])
    let workspace = try open()
    try workspace.save(details)
    try workspace.setCurrent(try workspace.plan("MK-0412"))
  }

  private mutating func prose(_ count: Int) -> String {
    let vocabulary = [
      "She", "needs", "support", "with", "reading", "each", "school", "day", "from", "the",
      "assistant", "in", "a", "quiet", "room", "and", "words", "that", "are", "new", "to", "her.",
    ]
    words += count
    return (0..<count).map { _ in vocabulary.randomElement(using: &random) ?? "" }
      .joined(separator: " ")
  }

  /// Prose in every text field of records in B, E and F, until there is enough.
  private mutating func write() throws {
    let parts = ["B", "E", "F"]
    var index = 0
    while words < Self.pages * Self.wordsOfPage {
      let workspace = try open()
      let plan = try workspace.plan(nil)
      for _ in 0..<Self.editsOfAgent {
        let id = PartID(parts[index % 3])
        index += 1
        guard let list = template.part(id)?.lists.first else { continue }
        let texts = list.fields.filter { $0.kind == .text }.prefix(2).map { ($0.key, prose(70)) }
        try workspace.edit(id, of: plan) { (part: inout PartDocument) throws(ContentError) in
          let record = try part.addRecord(to: list.key)
          for (key, text) in texts { _ = try part.edit(text, field: key, of: record) }
        }
      }
    }
  }

  private mutating func comment() throws {
    for start in stride(from: 0, to: Self.commentCount, by: Self.editsOfAgent) {
      let workspace = try open()
      let plan = try workspace.plan(nil)
      for index in start..<start + Self.editsOfAgent {
        let (id, place, length) = try place(index, workspace, plan)
        let low = Int.random(in: 0..<length - 20, using: &random)
        try workspace.edit(id, of: plan) { (part: inout PartDocument) throws(ContentError) in
          _ = try part.addComment("How long? Who?", at: place, range: low..<low + 12)
        }
      }
    }
  }

  private mutating func suggest() throws {
    for start in stride(from: 0, to: Self.suggestionCount, by: Self.editsOfAgent) {
      let workspace = try open()
      let plan = try workspace.plan(nil)
      for index in start..<start + Self.editsOfAgent {
        let (id, place, _) = try place(index, workspace, plan)
        try workspace.edit(id, of: plan) { (part: inout PartDocument) throws(ContentError) in
          _ = try part.suggest(
            part.replacement(of: "the assistant", by: "two assistants", at: place))
        }
      }
    }
  }

  /// A text of some length, spread over the plan.
  private func place(
    _ index: Int, _ workspace: Workspace, _ plan: OpenPlan
  ) throws -> (PartID, Place, Int) {
    let id = PartID(["B", "E", "F"][index % 3])
    let part = try workspace.part(id, of: plan)
    guard let list = template.part(id)?.lists.first,
      let field = list.fields.first(where: { $0.kind == .text })
    else { throw ContentError.unknownList("") }
    let records = part.document.records(inListAt: ObjectAddress(key: list.key))
    for offset in 0..<records.count {
      let record = records[(index * 7 + offset) % records.count].id
      let text = part.document.string(at: ObjectAddress(record: record, key: field.key))
      if text.contains("the assistant"), text.unicodeScalars.count > 40 {
        return (
          id, Place(part: id, collection: list.key, record: record, field: field.key),
          text.unicodeScalars.count
        )
      }
    }
    throw ContentError.quoteNotFound
  }
}
