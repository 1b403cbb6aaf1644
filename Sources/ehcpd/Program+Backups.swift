import Plan
import Server
import Store
import Terminal

extension Program {
  static let backup = Command<Context>(
    "backup", "Copy the database to a new file, while the server runs",
    discussion: """
      The copy holds everything people wrote: keep it where only those may read it who may read every \
      plan, and try a restore now and then.
      """,
    examples: [
      Example("ehcpd backup /backup/monday.sqlite --data /srv/ehcp", "Make a backup")
    ],
    arguments: [Argument("FILE", "The new file")],
    options: [Context.dataOption, Context.jsonOption], section: "Safety"
  ) { context, invocation in
    let path = Context.absolute(invocation.argument(0) ?? "")
    let answer = try await context.administer(
      ["command": "backup", "path": .string(path)], invocation)
    if invocation.flag("json") { try context.report(answer, invocation) { "" } }
    context.console.say(.done, "Backup written to \(Escaping.line(path)).")
    return .done
  }

  static let restore = Command<Context>(
    "restore", "Make a data folder from a backup",
    discussion: """
      Everybody must sign in again with a new code, since the backup may hold devices and codes that \
      were withdrawn later. Devices then send what the backup lacks. What was erased since the backup \
      was made must be erased again: give --erasures the file of that name from the old data folder.
      """,
    examples: [
      Example("ehcpd restore /backup/monday.sqlite --data /srv/ehcp-new", "Into a new folder"),
      Example(
        "ehcpd restore monday.sqlite --erasures /srv/ehcp/erasures --data /srv/ehcp-new",
        "Where something was erased since Monday"),
    ],
    arguments: [Argument("FILE", "The backup")],
    options: [
      Option("erasures", .value("FILE"), "The list of what was erased, of the old data folder"),
      Context.dataOption, Context.templatesOption,
    ], section: "Safety"
  ) { context, invocation in
    let folder = try context.folder(invocation)
    let parts = try await folder.restore(
      from: Context.absolute(invocation.argument(0) ?? ""),
      erasures: invocation.value("erasures").map(Context.absolute),
      templates: TemplateFolder.all(invocation.value("templates")).map(\.template), now: .now())
    if invocation.value("erasures") == nil {
      context.console.say(
        .warning, "No list of erasures was given: what was erased since the backup is back.")
    } else {
      context.console.say(.done, "Parts in which something was erased again: \(parts).")
    }
    context.console.say(
      .done, "Restored into \(Escaping.line(folder.path)). Everybody is signed out.",
      next: "ehcpd user code ACCOUNT --data \(Escaping.line(folder.path))")
    return .done
  }

  static let compact = Command<Context>(
    "compact", "Put the batches of every part together, to save room",
    discussion: """
      The server does this by itself for parts that have grown. Nothing is lost: every batch can be read \
      as before, and what vouches for it stays.
      """,
    examples: [Example("ehcpd compact --data /srv/ehcp", "Now, while the server runs, or not")],
    options: [Context.dataOption, Context.jsonOption], section: "Safety"
  ) { context, invocation in
    let answer = try await context.administer(["command": "compact"], invocation)
    if invocation.flag("json") { try context.report(answer, invocation) { "" } }
    let batches = answer.integer(of: "batches")
    context.console.say(
      .done,
      batches == 0
        ? "There was nothing to put together."
        : "Batches put together: \(batches). Bytes before: \(answer.integer(of: "bytes_before"))."
          + " Bytes after: \(answer.integer(of: "bytes_after")).")
    return .done
  }
}
