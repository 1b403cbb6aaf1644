import CRDT
import Client
import Foundation
import Plan
import Terminal

enum EditCommand {
  static let declaration = Command<Session>(
    "edit", "Change a field, a record or a whole section",
    discussion: """
      A field opens as plain text, a record or a section as a form with one heading for each field. \
      Only what you change becomes an edit; what others do meanwhile is merged. The editor is the \
      one named by EHCP_EDITOR, VISUAL or EDITOR.
      """,
    examples: [
      Example("ehcp edit B.2.description", "one field in your editor"),
      Example("ehcp edit B", "the whole section as a form"),
      Example("ehcp edit A.history --from history.txt", "the new text from a file"),
      Example("ehcp edit B --print > b.md", "the form, to fill in elsewhere"),
      Example("ehcp edit B --from b.md", "the filled-in form"),
    ],
    arguments: [Argument("ADDRESS", "a section, a record or a field")],
    options: [
      Option("from", .value("FILE"), "take the new text or form from a file; - is standard input"),
      Option("print", .flag, "print the text or form instead of opening it"),
    ],
    section: "Everyday", action: run)

  /// Bytes of a text or form that are taken.
  static let limit = 4 << 20

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    // Let go again before the person begins to write: a sync may run meanwhile.
    let task = try await prepare(session, invocation)
    if invocation.flag("print") {
      try session.console.write(task.text)
      return .done
    }
    guard let text = try words(for: task, session, invocation) else {
      session.console.say(nil, "Nothing was changed.")
      return .done
    }
    let isFromFile = invocation.flag("from")
    do {
      let workspace = try session.workspace()
      return try await task.store(text, isFromFile: isFromFile, in: workspace, session)
    } catch {
      throw isFromFile ? error : try keeping(text, task, after: error, session)
    }
  }

  /// What the person made of a task's text, by an editor or in a file; nil where she left it as it is.
  static func words(
    for task: EditTask, _ session: Session, _ invocation: Invocation
  ) throws -> String? {
    let source = invocation.value("from")
    var text: String
    if let source {
      text =
        source == "-"
        ? try session.console.readAll(limit: limit)
        : try TextFile.read(source, limit: limit)
    } else {
      text = try edited(task, session)
    }
    text = TextFile.withoutMark(text)
    if !task.text.utf8.contains(UInt8(ascii: "\r")) { text = TextFile.withLineFeeds(text) }
    if task.isField { text = task.withoutAddedLineEnd(text) }
    if source != nil, task.isField, text.isEmpty, !task.text.isEmpty {
      throw UserError(
        "There is no text to put in \(task.address); nothing was changed.",
        hint: "If it is to be emptied: ehcp set \(task.address) \"\"", exitCode: .usage)
    }
    return source == nil && text.utf8.elementsEqual(task.text.utf8) ? nil : text
  }

  private static func prepare(
    _ session: Session, _ invocation: Invocation
  ) async throws -> EditTask {
    let (workspace, plan, view) = try session.opened(invocation)
    let place = try session.place(invocation.argument(0) ?? "", in: view)
    if let reason = plan.refusal(of: .edit, in: place.part), !invocation.flag("print") {
      throw ClientError.refused(reason, part: place.part)
    }
    return try await EditTask(place: place, plan: plan, view: view, workspace: workspace)
  }

  private static func edited(_ task: EditTask, _ session: Session) throws -> String {
    let editor = try Editor(environment: session.environment)
    let file = try TextFile.temporary(named: task.fileName, in: session.home, text: task.text)
    do {
      try editor.edit(file)
    } catch {
      // Words typed before the editor failed are words all the same.
      guard let text = try? TextFile.read(file, limit: limit),
        !task.withoutAddedLineEnd(text).utf8.elementsEqual(task.text.utf8)
      else {
        TextFile.remove(file)
        throw error
      }
      let failure = try keeping(text, task, after: error, session)
      TextFile.remove(file)
      throw failure
    }
    do throws(TerminalError) {
      let text = try TextFile.read(file, limit: limit)
      TextFile.remove(file)
      return text
    } catch {
      // It stays, whatever it holds: there is no other copy of it.
      var failure = UserError(explaining: error)
      failure.hint += "\n  Your text is kept in \(file)"
      throw failure
    }
  }

  /// The same failure, told together with where the person's words are.
  static func keeping(
    _ text: String, _ task: EditTask, after error: any Error, _ session: Session
  ) throws -> UserError {
    var failure = UserError(explaining: error)
    let file = try session.home.keep(text, name: task.fileName, now: Moment.stamp)
    failure.hint +=
      (failure.hint.isEmpty ? "" : "\n  ") + "Your text is kept in \(file)"
      + "\n  Try again with: ehcp \(task.command) \(task.address) --from \(file)"
    return failure
  }
}
