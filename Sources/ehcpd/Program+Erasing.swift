import Foundation
import Plan
import Server
import Terminal

extension Program {
  static let erase = Command<Context>(
    "erase", "Take words out of a plan for good, from every copy",
    discussion: """
      For what must never have stood there: another child's name, what a court orders to be rectified. \
      Without --confirm nothing is changed, and the places are listed. Every letter becomes █; who wrote, \
      when and where stays, and everything that vouches for it. Words are erased whole, deleted text and \
      older versions too, and what was served, issued or signed, whose fingerprints stay; values, such as \
      a comment, as a whole. Devices erase their copies at their \
      next sync. Files that people exported, and backups made before, still hold the words: destroy \
      them. The data folder's file “erasures” lists what was erased, without the words: keep a copy \
      with the backups, for ehcpd restore --erasures.
      """,
    examples: [
      Example(
        "ehcpd erase MK-0412 --words - --data /srv/ehcp < words.txt",
        "Where do these words stand? Nothing is changed"),
      Example(
        "ehcpd erase MK-0412 --words - --confirm MK-0412 --data /srv/ehcp < words.txt",
        "Erase them, in all parts"),
      Example("ehcpd erase MK-0412 B --text \"Jack Doe\" --data /srv/ehcp", "In one part"),
    ],
    arguments: [
      Argument("PLAN", "The plan's reference"),
      Argument("PART", "A part, as in B; all of them unless given", count: .optional),
    ],
    options: [
      Option("words", .value("FILE"), "A file with the words, or - for the standard input"),
      Option("text", .value("WORDS"), "The words; others on this machine may see them here"),
      Option("ignore-case", .flag, "Capital and small letters are the same"),
      Option("events", .value("EVENTS"), "Events, as AGENT-FIRST+COUNT", repeats: true),
      Option("dry-run", .flag, "List the places and change nothing, even with --confirm"),
      Option("confirm", .value("PLAN"), "The plan's reference once more: erase"),
      Context.dataOption, Context.templatesOption, Context.jsonOption,
    ], section: "Safety"
  ) { context, invocation in
    let reference = invocation.argument(0) ?? ""
    let isDryRun = invocation.flag("dry-run") || invocation.value("confirm") == nil
    if let confirmation = invocation.value("confirm"),
      confirmation.lowercased() != reference.lowercased()
    {
      throw UserError(
        "Nothing was erased: --confirm names another plan.",
        hint: "Write --confirm \(Escaping.line(reference)).", exitCode: .usage)
    }
    let command: JSONValue = [
      "command": "erase", "plan": .string(reference),
      "part": invocation.argument(1).map { .string($0) } ?? .null,
      "words": try words(invocation).map { .string($0) } ?? .null,
      "ignore_case": .bool(invocation.flag("ignore-case")),
      "events": .array(invocation.values("events").map { .string($0) }),
      "confirm": isDryRun ? .null : .string(reference),
    ]
    let answer = try await context.administer(command, invocation)
    let parts = answer.elements(of: "parts")
    try context.report(answer, invocation) { places(parts, context) }
    let events = parts.reduce(0) { $0 + $1.integer(of: "events") }
    guard !parts.isEmpty else {
      guard isDryRun else {
        throw UserError("Nothing was erased: this stands nowhere in it.", hint: "Check the words.")
      }
      context.console.say(.done, "This stands nowhere in it.")
      return .done
    }
    if isDryRun {
      context.console.say(
        .warning, "\(events) letters and values would be erased, for good. Nothing was changed.",
        next: "the same with --confirm \(Escaping.line(reference))")
    } else {
      context.console.say(
        .done,
        "\(events) letters and values are erased. Devices erase their copies at their next sync."
          + " Backups made before still hold them.",
        next: "ehcpd backup FILE, then destroy the older ones")
    }
    return .done
  }

  private static func words(_ invocation: Invocation) throws -> String? {
    let given = [
      invocation.value("words") != nil, invocation.value("text") != nil,
      !invocation.values("events").isEmpty,
    ]
    guard given.count(where: { $0 }) == 1 else {
      throw UserError(
        "What is to be erased?", hint: "Give one of --words FILE, --text WORDS, --events EVENTS.",
        exitCode: .usage)
    }
    guard let path = invocation.value("words") else { return invocation.value("text") }
    let content: Data?
    if path == "-" {
      content = try? FileHandle.standardInput.readToEnd()
    } else {
      content = FileManager.default.contents(atPath: Context.absolute(path))
    }
    let text = content.flatMap { String(validating: $0, as: UTF8.self) } ?? ""
    // The end of the last line is the file's, not the words'.
    let words = text.hasSuffix("\n") ? String(text.dropLast()) : text
    guard !words.isEmpty else {
      throw UserError(
        "There are no words in \(path == "-" ? "the standard input" : Escaping.line(path)).",
        hint: "Nothing was changed.", exitCode: .usage)
    }
    return words
  }

  private static func places(_ parts: [JSONValue], _ context: Context) -> String {
    var table = Table(["Place", "Stands", "Deleted or older", "Values"])
    for part in parts {
      let places = part.elements(of: "places")
      for place in places {
        table.add([
          Escaping.line(place.text(of: "place")), String(place.integer(of: "shown")),
          String(place.integer(of: "deleted")), String(place.integer(of: "values")),
        ])
      }
      if places.isEmpty { table.add([Escaping.line(part.text(of: "part")), "", "", ""]) }
    }
    return parts.isEmpty ? "" : table.text(style: context.console.outputStyle)
  }
}
