import CRDT
import Client
import Foundation
import Import
import Plan
import Terminal

enum ImportCommand {
  static let declaration = Command<Session>(
    "import", "Take in a Word, Markdown or text file, or a whole plan",
    discussion: """
      First it only says what would go where. With --apply the words are added: to the end of what \
      a field holds, and as new records; nothing that stands there is replaced. Without --as, every \
      section that the file has a heading for (“Section B”) is taken in. Where the words seem to be \
      about another child, they are not taken in unless you say --anyway.

      A plan that “ehcp export --format json” wrote is taken in whole, into a plan where nothing \
      stands yet: sections, records, links, citations, milestones and comments; reports become \
      yours, unsigned. It all stands under your name, and who wrote it before is kept beside it. \
      Signatures, official acts, suggestions and history stay with the plan they belong to. What \
      you may not write is left out and listed.
      """,
    examples: [
      Example("ehcp import advice.docx --as advice-ep", "what would go where in a report"),
      Example("ehcp import old-plan.docx", "all sections whose headings are found"),
      Example("ehcp import needs.docx --as B --apply", "add it"),
      Example("ehcp import plan.json --apply", "a whole plan, into one that is empty"),
    ],
    arguments: [Argument("FILE", "the file: .docx, .md, .txt or .json")],
    options: [
      Option("as", .value("SECTION"), "the section or report it belongs to"),
      Option("apply", .flag, "write it, on this device"),
      Option("anyway", .flag, "although it seems to be about another child"),
      Option("json", .flag, "what would go where, for programs"),
    ],
    section: "Casework", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let path = invocation.argument(0) ?? ""
    let bytes = try TextFile.readBytes(path, limit: ImportLimits.fileBytes)
    if PlanFile.isLikely(bytes) { return try takeInPlan(bytes, from: path, session, invocation) }
    let document = try read(path, bytes)
    let (workspace, plan, view) = try session.opened(invocation)
    var proposals = try proposals(document, invocation, session, view)
    let refused = proposals.compactMap { proposal in
      plan.refusal(of: .edit, in: proposal.part).map { (part: proposal.part, reason: $0) }
    }
    if refused.count == proposals.count, let first = refused.first {
      throw ClientError.refused(first.reason, part: first.part)
    }
    proposals.removeAll { proposal in refused.contains { $0.part == proposal.part } }
    let drafts = proposals.map { ImportDraft($0, in: view) }
    let doubts = try findingsOfAnotherChild(in: rehearse(drafts, workspace, plan), plan, view)
    if invocation.flag("json") {
      try session.write([
        "proposals": .array(drafts.map(\.json)), "findings": .array(doubts.map(json)),
      ])
    } else {
      for draft in drafts { try session.console.write(draft.text) }
    }
    if !refused.isEmpty {
      let names = Counted.list(refused.map(\.part.description))
      session.console.say(.warning, "Left out, because you may not change it: \(names).")
    }
    if document.omittedNotes > 0 {
      session.console.say(
        .warning,
        "\(Counted.of(document.omittedNotes, "comment or note")) beside the text is not taken in.")
    }
    try warn(of: doubts, session, invocation)
    guard invocation.flag("apply") else {
      sayUnchanged(path, session, invocation)
      return .done
    }
    for draft in drafts {
      try workspace.edit(draft.part, of: plan) {
        (part: inout PartDocument) throws(ContentError) in try draft.apply(to: &part)
      }
    }
    let parts = drafts.map(\.part.description)
    Saying.saved(" in \(Counted.list(parts))", session)
    return .done
  }

  static func sayUnchanged(_ path: String, _ session: Session, _ invocation: Invocation) {
    session.console.say(
      nil, "Nothing was changed.",
      next: "ehcp import \(Escaping.line(path))\(option(invocation)) --apply")
  }

  private static func option(_ invocation: Invocation) -> String {
    (invocation.value("as").map { " --as \($0)" } ?? "")
      + (invocation.flag("anyway") ? " --anyway" : "")
  }

  // MARK: Another child

  /// - Throws: where there are doubts and nobody said that it is the right child all the same.
  static func warn(
    of doubts: [Finding], _ session: Session, _ invocation: Invocation
  ) throws(UserError) {
    for doubt in doubts {
      session.console.say(
        .warning, "\(doubt.place): \(Escaping.line(doubt.sentence)) (\(doubt.rule))")
    }
    guard doubts.isEmpty || invocation.flag("anyway") else {
      throw UserError(
        "The file seems to be about another child. Nothing was changed.",
        hint: "Look whether it is the right one; if it is: --anyway", exitCode: .checkFailed)
    }
  }

  /// The parts as they will be: copies that are thrown away.
  private static func rehearse(
    _ drafts: [ImportDraft], _ workspace: Workspace, _ plan: OpenPlan
  ) throws -> [PartDocument] {
    var parts: [PartDocument] = []
    for id in plan.parts {
      var part = try workspace.part(id, of: plan)
      for draft in drafts where draft.part == id {
        part.document.begin(as: AgentID(high: .max, low: .max))
        try draft.apply(to: &part)
      }
      parts.append(part)
    }
    return parts
  }

  /// What of the words to be taken in cannot be about the plan's own child (E15): what the check would
  /// find once they are in, and does not find now.
  static func findingsOfAnotherChild(
    in parts: [PartDocument], _ plan: OpenPlan, _ view: PlanView
  ) throws -> [Finding] {
    guard let today = Moment.today else { return [] }
    var after = PlanView(
      reference: plan.reference, template: plan.template, phase: view.phase, parts: parts,
      withheld: plan.withheld, finding: [])
    // Who the child is, the plan says and not the file, unless it says nothing yet.
    if let details = view.parts.first(where: { $0.id == Self.details }),
      details.field("forename")?.value.plainText.isEmpty == false,
      let index = after.parts.firstIndex(where: { $0.id == Self.details })
    {
      after.parts[index] = details
    }
    func findings(_ plan: PlanView) -> [Finding] {
      Check.report(on: plan, today: today).findings.filter { $0.rule == "E15" }
    }
    let known = Set(findings(view))
    return findings(after).filter { !known.contains($0) }
  }

  private static let details = PartID("details")

  static func json(_ finding: Finding) -> JSONValue {
    [
      "rule": .string(finding.rule), "place": .string(finding.place.description),
      "sentence": .string(finding.sentence),
    ]
  }

  private static func read(_ path: String, _ bytes: [UInt8]) throws -> ImportedDocument {
    let lowered = path.lowercased()
    let isMarkdown = lowered.hasSuffix(".md") || lowered.hasSuffix(".markdown")
    do { return try DocumentReader.read(bytes, isMarkdown: isMarkdown) } catch {
      throw UserError(explaining: error, file: path)
    }
  }

  private static func proposals(
    _ document: ImportedDocument, _ invocation: Invocation, _ session: Session, _ view: PlanView
  ) throws -> [ImportProposal] {
    let mapper = ImportMapper(template: view.template)
    guard let name = invocation.value("as") else {
      let readable = Set(view.parts.map(\.id))
      let found = mapper.proposals(for: document).filter { readable.contains($0.part) }
      guard !found.isEmpty else {
        throw UserError(
          "The file has no headings such as “Section B”.",
          hint: "Say where it belongs: --as B", exitCode: .usage)
      }
      return found
    }
    let place = try session.place(name, in: view)
    guard let found = mapper.proposal(for: document, in: place.part) else {
      let others = mapper.sections(in: document).map(\.description).joined(separator: ", ")
      throw UserError(
        "The file has nothing under a heading of section \(place.part).",
        hint: "It has: \(others). Take one of them with --as, or leave it out for all.",
        exitCode: .usage)
    }
    return [found]
  }
}
