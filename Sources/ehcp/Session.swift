import Client
import Foundation
import Plan
import Terminal

/// What a command works with: the console, the environment, and through them the person's plans.
struct Session: Sendable {
  let console: Console
  let environment: [String: String]
  let templateFolder: String?

  /// Where the person's plans are: `EHCP_HOME`, or `ehcp` in the folder for data (XDG Base Directory
  /// Specification).
  var home: HomeFolder {
    if let path = value("EHCP_HOME") { return HomeFolder(path: path) }
    if let data = value("XDG_DATA_HOME") { return HomeFolder(path: data + "/ehcp") }
    return HomeFolder(path: (value("HOME") ?? ".") + "/.local/share/ehcp")
  }

  /// A PEM file of the authorities to trust in place of the system's, for a server with its own.
  var authorityFile: String? { value("EHCP_CA_FILE") }

  /// A folder with the authority's look, for documents.
  var lookFolder: String? { value("EHCP_LOOK") }

  /// Opens the person's plans. No other process has them until it is let go.
  func workspace() throws -> Workspace {
    try Workspace(home: home, templates: try packs().shelf)
  }

  /// The rule packs: built in, fetched from servers, and those of the folder that `--templates` names or
  /// `EHCP_TEMPLATES` does.
  func packs() throws -> Packs {
    try Packs(
      folder: templateFolder ?? value("EHCP_TEMPLATES"), fetched: home.fetchedPacks())
  }

  /// The plan that `--plan` names, or the current one.
  func plan(_ invocation: Invocation, in workspace: Workspace) throws -> OpenPlan {
    do {
      return try workspace.plan(invocation.value("plan"))
    } catch {
      // Without any plan, signing in comes first.
      guard case .unknownPlan = error, try workspace.plans().isEmpty,
        !workspace.isSignedIn
      else { throw error }
      throw ClientError.notSignedIn
    }
  }

  /// The person's plans, and the one that is meant.
  func openedPlan(
    _ invocation: Invocation
  ) throws -> (workspace: Workspace, plan: OpenPlan) {
    let workspace = try workspace()
    return (workspace, try plan(invocation, in: workspace))
  }

  /// The person's plans, the one that is meant, and what the person sees of it.
  ///
  /// - Parameter findings: what is to be found out beyond what stands in the plan.
  func opened(
    _ invocation: Invocation, finding findings: Findings = []
  ) throws -> (workspace: Workspace, plan: OpenPlan, view: PlanView) {
    let (workspace, plan) = try openedPlan(invocation)
    return (workspace, plan, try workspace.view(plan, finding: findings))
  }

  /// The place that a typed address means.
  func place(_ address: String, in view: PlanView) throws -> Place {
    try PlaceReader.read(address, in: view)
  }

  /// Writes a report for other programs.
  func write(_ value: JSONValue) throws { try console.write(value.text(.indented) + "\n") }

  /// Writes a report for people.
  func write(_ table: Table) throws { try console.write(table.text(style: console.outputStyle)) }

  private func value(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}
