import CRDT
import Export
import Plan
import Testing

extension EverythingPlan {
  /// Who wrote the plan that was issued; nobody of those who change it.
  private static let founder = AgentID(high: 0, low: 9)

  /// A plan as it was issued and as four people left it: words of each kind of hand, records that
  /// came, went and moved, a section that nobody touched.
  static func comparison() throws -> ExportMatter.Comparison {
    let parts = [try untouched(), try changedNeeds(), try changedSetting()]
    return .init(
      redline: try Redline(of: parts), earlier: "the plan issued on", on: day, dates: dates)
  }

  private typealias Pair = (part: PartDocument, from: [EventID], to: [EventID])

  private static func untouched() throws -> Pair {
    var part = document(
      PartTemplate(id: PartID("A"), title: "Views", shortTitle: "Views", fields: [text("views")]))
    _ = try part.edit("I like maps.", field: "views", of: nil)
    return (part, part.document.frontier, part.document.frontier)
  }

  private static func changedSetting() throws -> Pair {
    let field = FieldTemplate(key: "setting-name", title: "Name of the setting", kind: .line)
    var part = document(
      PartTemplate(id: PartID("I"), title: "Placement", shortTitle: "Placement", fields: [field]))
    try part.set(.line("Milbury Primary"), field: "setting-name", of: nil)
    let issued = part.document.frontier
    part.document.begin(as: mother)
    try part.set(.line("Example School"), field: "setting-name", of: nil)
    return (part, issued, part.document.frontier)
  }

  private static func changedNeeds() throws -> Pair {
    let needs = ListTemplate(
      key: "needs", title: "Special educational needs", singular: "need",
      fields: [
        FieldTemplate(key: "title", title: "Need", kind: .line), text("description"),
      ])
    var part = document(
      PartTemplate(
        id: PartID("B"), title: "Special educational needs", shortTitle: "Needs", lists: [needs]))
    func add(_ title: String, _ words: String) throws -> EventID {
      let record = try part.addRecord(to: "needs")
      try part.set(.line(title), field: "title", of: record)
      _ = try part.edit(words, field: "description", of: record)
      return record
    }
    func write(_ agent: AgentID, _ words: String, _ record: EventID) throws {
      part.document.begin(as: agent)
      _ = try part.edit(words, field: "description", of: record)
    }
    let reading = try add("Reading accuracy", "Sami needs some help with reading.\nHe guesses.")
    let talk = try add("Joining in talk", "Sami waits to be asked.")
    _ = try add("Handwriting", "Sami tires of writing.")
    let sums = try add("Sums", "Sami counts on his fingers.")
    let issued = part.document.frontier

    try write(caseworker, "Sami needs daily help with reading.\nHe guesses.", reading)
    var edited = part
    _ = try edited.edit(
      "Sami needs daily help with reading and spelling.\nHe guesses.", field: "description",
      of: reading)
    part.document.begin(as: mother)
    let suggestion = try part.suggest(part.changes(to: edited))
    part.document.begin(as: caseworker)
    try part.decide(suggestion, .accepted)
    try write(
      mother, "Sami needs daily help with reading and spelling.\nHe guesses *often*.", reading)
    try part.deleteRecord(talk)
    part.document.begin(as: caseworker)
    _ = try add("Spelling", "Sami spells by sound.")
    part.document.begin(as: priya)
    try part.moveRecord(sums, to: 0)
    return (part, issued, part.document.frontier)
  }

  private static func document(_ template: PartTemplate) -> PartDocument {
    var part = PartDocument(id: template.id, template: template)
    part.document.begin(as: founder)
    return part
  }

  private static func text(_ key: String) -> FieldTemplate {
    FieldTemplate(key: key, title: key == "views" ? "What Sami says" : "Description", kind: .text)
  }
}
