import Client
import Plan
import Terminal

/// What others did since a moment, with the words for it.
struct News {
  let items: PlanNews
  let wording: NewsWording
  /// Milliseconds since 1970; nil for somebody who asks for the first time.
  private let moment: Int64?

  /// - Parameter since: the moment asked for; when the person last asked if nil.
  init(of plan: OpenPlan, since: Int64?, _ view: PlanView, in workspace: Workspace) throws {
    moment = try since ?? workspace.lastLooked(at: plan)
    guard let moment else {
      items = PlanNews(from: view, to: view, by: [:], for: "")
      wording = NewsWording(view: view)
      return
    }
    let changes = try workspace.changes(of: plan, since: moment)
    items = PlanNews(
      from: changes.before, to: view, by: try workspace.deeds(of: changes.arrived, in: plan),
      for: try workspace.person()?.account ?? "")
    wording = NewsWording(view: view)
  }

  /// Whether the moment of this look is to be kept: something was new, or it is the first.
  var isWorthNoting: Bool { moment == nil || !items.isEmpty }

  /// For a program.
  var since: JSONValue { moment.map { .integer($0) } ?? .null }

  func write(to console: Console) throws {
    guard let moment, !items.isEmpty else { return }
    var text = "Since \(Moment.short(moment)):\n"
    for item in items.items {
      let lines = Wrapping.lines(
        wording.sentence(item), width: max(30, console.outputStyle.width - 4))
      text += lines.enumerated().map { "\($0.offset == 0 ? "  " : "    ")\($0.element)\n" }.joined()
    }
    try console.write(console.outputStyle.plain(text))
  }
}
