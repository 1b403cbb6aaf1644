import CRDT
import Client
import Import
import Plan
import Terminal

/// Taking in a whole plan from the JSON that “ehcp export” writes.
extension ImportCommand {
  static func takeInPlan(
    _ bytes: [UInt8], from path: String, _ session: Session, _ invocation: Invocation
  ) throws -> ExitCode {
    let workspace = try session.workspace()
    let plan = try session.plan(invocation, in: workspace)
    let file: PlanFile
    do { file = try PlanFile.read(bytes, template: plan.template) } catch {
      throw UserError(explaining: error, file: path)
    }
    let view = try workspace.view(plan, finding: [])
    let chosen = try invocation.value("as").map { try session.place($0, in: view).part }
    let draft = PlanDraft(file, in: plan, only: chosen)
    try check(draft, view, path)
    let (rehearsed, omitted) = try rehearse(draft, workspace, plan)
    let doubts = try findingsOfAnotherChild(in: rehearsed, plan, view)
    if invocation.flag("json") {
      try session.write([
        "plan": draft.json(omitted: omitted), "findings": .array(doubts.map(json)),
      ])
    } else {
      try session.console.write(draft.text(omitted: omitted))
    }
    try warn(of: doubts, session, invocation)
    session.console.say(
      nil,
      "It all stands under your name here; who wrote it before is kept in closed comments.")
    guard invocation.flag("apply") else {
      sayUnchanged(path, session, invocation)
      return .done
    }
    var names: [PartID: PartID] = [:]
    for report in draft.reports { names[report] = try workspace.beginReport(in: plan) }
    try workspace.write(
      draft.copy(naming: names), into: draft.contents.parts.map { names[$0.id] ?? $0.id },
      of: try workspace.plan(plan.reference))
    let parts = draft.contents.parts.map { (names[$0.id] ?? $0.id).description }
    Saying.saved(" in \(Counted.list(parts))", session)
    return .done
  }

  private static func check(_ draft: PlanDraft, _ view: PlanView, _ path: String) throws {
    let template = draft.plan.template
    if let pack = draft.file.pack, !pack.isEmpty, pack != template.pack {
      throw UserError(
        "“\(Escaping.line(path))” was made under the rule pack \(Escaping.line(pack)); this plan "
          + "is under \(template.pack).",
        hint: "Begin a plan under that pack: ehcp new REF --pack \(Escaping.line(pack)). "
          + "Nothing was changed.", exitCode: .usage)
    }
    if let other = draft.otherChild(in: view) {
      throw UserError(
        "The file is about another child. \(other.field) is “\(Escaping.line(other.here))” here, "
          + "and “\(Escaping.line(other.file))” in the file.",
        hint: "Choose the right plan with --plan. Nothing was changed.", exitCode: .checkFailed)
    }
    guard !draft.contents.parts.isEmpty else {
      throw UserError(
        "Nothing of the file can be taken in here.",
        hint: draft.remainders(omitted: []).first.map { Escaping.line($0) + "." }
          ?? "It holds no words.", exitCode: draft.absent.isEmpty ? .failed : .notPermitted)
    }
    let occupied = draft.occupied(in: view)
    guard occupied.isEmpty else {
      throw UserError(
        "\(Counted.list(occupied.map(\.description))) already "
          + "\(occupied.count == 1 ? "holds" : "hold") something else, and a plan is taken in where "
          + "nothing stands yet.",
        hint: "Begin a new one with “ehcp new”, or take in one empty section with --as. "
          + "Nothing was changed.", exitCode: .usage)
    }
  }

  /// The parts as they will be: copies that are thrown away.
  private static func rehearse(
    _ draft: PlanDraft, _ workspace: Workspace, _ plan: OpenPlan
  ) throws -> ([PartDocument], omitted: [PlanContents.Omission]) {
    var parts: [PartID: PartDocument] = [:]
    // An agent of its own for each part, so that no two records have the same id.
    var agent = UInt64.max
    for id in Set(plan.parts + draft.reports) {
      guard let template = plan.template.part(id) else { continue }
      var part =
        draft.reports.contains(id)
        ? PartDocument(id: id, template: template) : try workspace.part(id, of: plan)
      part.document.begin(as: AgentID(high: .max, low: agent))
      agent -= 1
      parts[id] = part
    }
    var copy = draft.copy()
    try copy.fill(&parts)
    try copy.comment(on: &parts)
    return (Array(parts.values), copy.omitted)
  }
}
