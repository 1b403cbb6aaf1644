import CRDT
import Client
import Plan
import Terminal

/// What a need or a provision rests on: words of a report.
enum CiteCommand {
  static let declaration = Command<Session>(
    "cite", "Cite words of a report for a need or a provision",
    discussion: """
      The words stand with the record, in what is shown and in what is printed, for everybody who may \
      read the record. Where section K lists the report, the record is linked to it there too.
      """,
    examples: [
      Example("ehcp cite F.2 --report advice-tkwnf --quote \"three sessions of 30 minutes\"", ""),
      Example("ehcp cite F.2 --remove pqrst", "take a citation away, by its short name"),
    ],
    arguments: [Argument("ADDRESS", "the record, as in F.2")],
    options: [
      Option("report", .value("REPORT"), "the report; “ehcp advice list” shows them"),
      Option("quote", .value("TEXT"), "its words, as they stand there"),
      Option("remove", .value("NAME"), "take this citation away"),
    ],
    section: "Everyday", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let (workspace, plan, view) = try session.opened(invocation)
    let address = invocation.argument(0) ?? ""
    let place = try session.place(address, in: view)
    guard let record = place.record, place.field == nil else { throw Saying.notARecord(address) }
    if let name = invocation.value("remove") {
      try remove(name, at: place, workspace, plan, view, session)
      return .done
    }
    guard let name = invocation.value("report"), let quote = invocation.value("quote"),
      !quote.isEmpty
    else {
      throw UserError(
        "Which words of which report?",
        hint: "Give --report NAME and --quote \"…\", as they stand there.", exitCode: .usage)
    }
    let report = try AdviceCommand.find(name, workspace, plan)
    let source = try workspace.part(report.part, of: plan)
    let listed = listing(of: report, in: view)
    let sources = view.template.part(place.part)?.list(place.collection ?? "")?.field("sources")
    let citation = try workspace.edit(place.part, of: plan) {
      (part: inout PartDocument) throws(ContentError) -> EventID in
      let citation = try part.cite(quote, of: source, for: record)
      if let listed, sources != nil { try part.link(listed, field: "sources", of: record) }
      return citation
    }
    Saying.saved(" (\(place) cites \(report.part), \(citation.shortName))", session)
    if report.signature == nil {
      session.console.say(.warning, "  The report is not signed yet: its words may still change.")
    }
    return .done
  }

  /// The record of section K that lists the report, by its title.
  private static func listing(of report: Workspace.Report, in view: PlanView) -> EventID? {
    let lists = view.part(PartID("K"))?.collections ?? []
    return lists.flatMap(\.records).first {
      !report.title.isEmpty && $0.text("title") == report.title
    }?.id
  }

  private static func remove(
    _ name: String, at place: Place, _ workspace: Workspace, _ plan: OpenPlan, _ view: PlanView,
    _ session: Session
  ) throws {
    let record = view.part(place.part).flatMap { ShowCommand.record(at: place, in: $0) }
    guard let citation = record?.citations.first(where: { $0.id.shortName == name.lowercased() })
    else {
      throw UserError(
        "\(place) has no citation “\(Escaping.line(name))”.", hint: "See: ehcp show \(place)",
        exitCode: .usage)
    }
    try workspace.edit(place.part, of: plan) {
      (part: inout PartDocument) throws(ContentError) in try part.uncite(citation.id)
    }
    Saying.saved(" (citation taken away)", session)
  }
}
