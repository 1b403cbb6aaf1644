import Client
import Plan
import Terminal

enum DiffCommand {
  static let declaration = Command<Session>(
    "diff", "Show what changed between two versions, word by word",
    discussion: """
      Words that went are shown [-so-], words that came {+so+}; on a terminal with colour struck out \
      and underlined. Without a version: from the last sync to now, which is what only this device \
      has. A version is \(VersionWord.forms).
      """,
    examples: [
      Example("ehcp diff", "what you have not sent yet"),
      Example("ehcp diff served", "since the draft was served on the family"),
      Example("ehcp diff panel-1", "from a named version to now"),
      Example("ehcp diff draft-1 draft-2 F", "one section between two served drafts"),
      Example("ehcp diff @me", "what others did since you last wrote"),
    ],
    arguments: [
      Argument("VERSION", "from, to; and an address", count: .any)
    ],
    options: options, section: "History", action: run)

  static let options = [
    Option("whole", .flag, "changed texts in full, not only the words around a change"),
    Option("summary", .flag, "only where something changed, and how much"),
    Option("json", .flag, "as JSON"),
  ]

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let (workspace, plan, view) = try session.opened(invocation)
    let word = try VersionWord(workspace, plan)
    var versions: [VersionReference] = []
    var place: Place?
    for argument in invocation.arguments {
      if place == nil, let found = try? session.place(argument, in: view) {
        place = found
      } else {
        versions.append(try word.read(argument))
      }
    }
    guard versions.count <= 2 else {
      throw UserError(
        "A difference lies between two versions.", hint: "See: ehcp diff --help", exitCode: .usage)
    }
    let from = versions.first ?? .lastSync
    let to = versions.count == 2 ? versions[1] : .now
    try show(from, to, at: place, workspace, plan, view, session, invocation)
    return .done
  }

  /// Writes the difference between two versions.
  static func show(
    _ from: VersionReference, _ to: VersionReference, at place: Place?, _ workspace: Workspace,
    _ plan: OpenPlan, _ view: PlanView, _ session: Session, _ invocation: Invocation,
    namesPeople: Bool = true
  ) throws {
    var redline = try workspace.redline(
      of: plan, parts: place.map { [$0.part] }, from: from, to: to)
    if let place { redline.narrow(to: place) }
    let style = session.console.outputStyle
    let text = RedlineText(
      telling: Telling(view, style: style), style: style, isWhole: invocation.flag("whole"),
      namesPeople: namesPeople)
    if invocation.flag("json") {
      try session.write(["changes": text.json(redline)])
    } else if redline.isEmpty {
      session.console.say(nil, "No difference.")
    } else if invocation.flag("summary") {
      try session.write(text.summary(redline))
    } else {
      try session.console.write(text.text(redline))
    }
  }
}

extension Redline {
  /// Leaves only what is in a record or field.
  fileprivate mutating func narrow(to place: Place) {
    if place.record == nil && place.field == nil && place.collection == nil { return }
    for index in parts.indices {
      if place.record == nil, place.collection == nil {
        parts[index].fields.removeAll { $0.key != place.field }
        parts[index].collections = []
        continue
      }
      parts[index].fields = []
      parts[index].collections.removeAll { $0.key != place.collection }
      for list in parts[index].collections.indices {
        guard let record = place.record else { continue }
        parts[index].collections[list].records.removeAll { $0.id != record }
        guard let field = place.field else { continue }
        for row in parts[index].collections[list].records.indices {
          parts[index].collections[list].records[row].fields.removeAll { $0.key != field }
        }
      }
    }
  }
}
