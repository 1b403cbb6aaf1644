import Client
import Foundation
import Plan
import Terminal

enum ReturnCommand {
  static let declaration = Command<Session>(
    "return", "Write what a statutory return asks for, as CSV files",
    discussion: """
      Numbers are checked as the collection would check them. Rows are those of the plans on this \
      device; a table belongs to the next by the plan's reference, in the column “nativeid”.
      """,
    examples: [
      Example("ehcp return sen2 -o sen2", "the open plan's rows, in the folder sen2"),
      Example("ehcp return sen2 --all -o sen2", "those of every plan you co-ordinate here"),
    ],
    arguments: [Argument("NAME", "as in sen2")],
    options: [
      Option("output", short: "o", .value("FOLDER"), "made if it is not there"),
      Option("all", .flag, "every plan on this device in which you are the authority's"),
    ],
    section: "Casework", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    guard let folder = invocation.value("output") else {
      throw UserError(
        "Where to?", hint: "Give a folder: ehcp return sen2 -o sen2", exitCode: .usage)
    }
    let workspace = try session.workspace()
    let views = try plans(session, invocation, workspace)
    let name = invocation.argument(0) ?? ""
    guard let template = views.first?.template.returns.first(where: { $0.id == name }) else {
      let known = views.first?.template.returns.map(\.id) ?? []
      throw UserError(
        "There is no return “\(Escaping.line(name))” in the rule pack.",
        hint: known.isEmpty ? "" : "There is: \(known.joined(separator: ", ")).",
        exitCode: .usage)
    }
    let problems = try write(template, of: views, to: folder)
    session.console.say(
      .done,
      "\(Escaping.line(template.title)): \(Counted.of(template.files.count, "file")) of "
        + "\(Counted.of(views.count, "plan")) in \(Escaping.line(folder)).")
    if !template.unverified.isEmpty {
      session.console.say(
        .warning,
        "Not verified: \(template.unverified.map(Escaping.line).joined(separator: "; ")).")
    }
    for problem in problems { session.console.say(.failed, problem) }
    return problems.isEmpty ? .done : .checkFailed
  }

  private static func plans(
    _ session: Session, _ invocation: Invocation, _ workspace: Workspace
  ) throws -> [PlanView] {
    guard invocation.flag("all") else {
      return [try workspace.view(try session.plan(invocation, in: workspace))]
    }
    var views: [PlanView] = []
    for summary in try workspace.plans() {
      let plan = try workspace.plan(summary.reference)
      guard plan.template.role(plan.member.role)?.isAuthority == true else { continue }
      let view = try workspace.view(plan)
      // One return has one form: that of the first plan's pack.
      if let first = views.first, first.template.pack != view.template.pack { continue }
      views.append(view)
    }
    guard !views.isEmpty else {
      throw UserError("You are the authority's in no plan on this device.", hint: "See: ehcp plans")
    }
    return views
  }

  /// - Returns: what the collection would refuse, in sentences.
  private static func write(
    _ template: ReturnTemplate, of views: [PlanView], to folder: String
  ) throws -> [String] {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw UserError(
        "The folder “\(Escaping.line(folder))” cannot be made.", hint: "Choose another.")
    }
    var problems: [String] = []
    var rows: [String: [[String]]] = [:]
    for view in views {
      let plan = ReturnRows(template, of: view)
      for (name, added) in plan.rows { rows[name, default: []] += added }
      problems += plan.problems.map { sentence($0, view.reference) }
    }
    for file in template.files {
      let text = CSVText.text([file.columns.map(\.name)] + (rows[file.name] ?? []))
      try TextFile.write(Array(text.utf8), to: "\(folder)/\(file.name).csv")
    }
    return problems
  }

  private static func sentence(_ problem: ReturnRows.Problem, _ reference: String) -> String {
    let place = "\(Escaping.line(reference)), \(problem.field)"
    return switch problem.kind {
    case .badNumber(let check):
      "\(place): this cannot be a \(check.rawValue.uppercased()). Copy it again from the record."
    case .formula:
      "\(place): it begins with a sign that a spreadsheet would run, and was left out."
    case .notShared: "\(place): not shared with you, so “\(problem.column)” is empty."
    }
  }
}
