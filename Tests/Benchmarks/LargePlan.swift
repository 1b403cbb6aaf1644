import Assets
import CRDT
import Client
import Foundation
import Plan
import Store
import TestSupport

/// A plan as large as they become, on one device: 200 pages of prose, 2,000 comments and 200
/// suggestions, by some hundred agents.
struct LargePlan {
  static let commentCount = 2_000
  static let suggestionCount = 200
  private static let pages = 200
  private static let wordsOfPage = 500
  /// Edits by one agent, as of one run of the program.
  private static let editsOfAgent = 20

  /// The person's folder, as `EHCP_HOME` names it.
  let folder: String
  private let template: PlanTemplate
  private var random = SeededGenerator(seed: 200)
  private(set) var words = 0

  /// Makes the plan in a folder that is not there yet, or is empty.
  init(in folder: String) throws {
    self.folder = folder
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let pack = PackFiles.embedded()[0]
    template = try PlanTemplate.read(pack: pack.name, files: pack.files)
    try begin()
    try write()
    try comment()
    try suggest()
    try open().saveSnapshots()
  }

  // MARK: -

  private func open() throws -> Workspace {
    try Workspace(home: HomeFolder(path: folder), templates: TemplateShelf([template]))
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
