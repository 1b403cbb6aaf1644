import Client
import Export
import Plan
import Terminal

enum ThreadCommand {
  static let declaration = Command<Session>(
    "thread", "Show how needs, provision and outcomes hang together",
    discussion: """
      Which need has no provision, which outcome nobody works for, which provision meets no need. \
      Sections not shared with you are named, and nothing of them is shown.
      """,
    examples: [
      Example("ehcp thread", "needs, what is done for each, and what that works towards"),
      Example("ehcp thread --format table", "one line a provision"),
      Example("ehcp thread --format html -o thread.html", "as a page"),
      Example("ehcp thread --format dot | dot -Tsvg > thread.svg", "as a drawing, by Graphviz"),
    ],
    options: [
      Option("format", .choice(["text", "table", "html", "dot", "json"]), "text if left out"),
      Option("json", .flag, "the same as --format json"),
      Option("output", short: "o", .value("FILE"), "a file; - is standard output"),
    ],
    section: "Casework", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let view = try session.opened(invocation).view
    let thread = GoldenThread(view)
    let format = invocation.flag("json") ? "json" : invocation.value("format") ?? "text"
    let bytes: [UInt8] =
      switch format {
      case "html": ThreadDocument.export(thread, of: view, as: .html)
      case "json": ThreadDocument.export(thread, of: view, as: .json)
      case "dot": Array(ThreadGraph(thread).text().utf8)
      case "table": Array(table(thread).text(style: session.console.outputStyle).utf8)
      default: Array(tree(thread, session.console).utf8)
      }
    if let path = invocation.value("output"), path != "-" {
      try TextFile.write(bytes, to: path)
      session.console.say(.done, Escaping.line(path))
    } else {
      try session.console.write(bytes)
    }
    if format == "text" || format == "table" { say(thread, session) }
    return .done
  }

  /// Needs, under each the provision that meets it, behind that the outcomes it works towards.
  private static func tree(_ thread: GoldenThread, _ console: Console) -> String {
    let style = console.outputStyle
    let wording = ThreadWording(thread: thread)
    func name(_ node: GoldenThread.Node) -> String { Escaping.line(wording.name(node)) }
    var text = ""
    for node in thread.nodes where node.strand == .need {
      let provisions = thread.linked(.provision, with: node.record)
      let mark = provisions.isEmpty ? "\(console.sign(.warning)) " : ""
      text += "\(mark)\(style.bold(name(node)))\n"
      for provision in provisions {
        let outcomes = thread.linked(.outcome, with: provision.record).map(\.place.description)
        text += "    \(name(provision))"
        text +=
          outcomes.isEmpty ? "\n" : style.plain(" → ") + outcomes.joined(separator: ", ") + "\n"
      }
    }
    for node in thread.nodes where node.strand == .outcome {
      let workers = thread.linked(.provision, with: node.record).map(\.place.description)
      let mark = workers.isEmpty ? "\(console.sign(.warning)) " : ""
      text += "\(mark)\(style.bold(name(node)))"
      text += workers.isEmpty ? "\n" : style.plain(" ← ") + workers.joined(separator: ", ") + "\n"
    }
    return text
  }

  private static func table(_ thread: GoldenThread) -> Table {
    let wording = ThreadWording(thread: thread)
    var table = Table(["PROVISION", "MEETS", "WORKS TOWARDS"])
    for node in thread.nodes where node.strand == .provision {
      table.add([
        Escaping.line(wording.name(node)),
        thread.linked(.need, with: node.record).map(\.place.description).joined(separator: ", "),
        thread.linked(.outcome, with: node.record).map(\.place.description)
          .joined(separator: ", "),
      ])
    }
    return table
  }

  private static func say(_ thread: GoldenThread, _ session: Session) {
    let wording = ThreadWording(thread: thread)
    for gap in thread.gaps {
      session.console.say(.warning, Escaping.line(wording.sentence(gap)))
    }
    if !thread.withheld.isEmpty {
      let names = Counted.list(thread.withheld.map(\.description))
      session.console.say(nil, "Not shared with you, and not shown: \(names).")
    }
    if thread.gaps.isEmpty { session.console.say(.done, "Everything hangs together.") }
  }
}
