import Foundation
import Plan
import Server
import Terminal

extension Program {
  static let verify = Command<Context>(
    "verify", "Check the whole database: structure, digests, signatures, audit log",
    examples: [Example("ehcpd verify --data /srv/ehcp", "While the server runs, or not")],
    options: [Context.dataOption, Context.jsonOption], section: "Safety"
  ) { context, invocation in
    let answer = try await context.administer(["command": "verify"], invocation)
    if invocation.flag("json") { try context.report(answer, invocation) { "" } }
    let faults =
      answer.elements(of: "structure").map { fault in
        if case .string(let text) = fault { text } else { "" }
      }
      + answer.elements(of: "damaged_batches").map {
        "batch \($0.integer(of: "cursor")) of part \($0.text(of: "part")) in plan"
          + " \($0.text(of: "plan")) is damaged"
      }
    let unproved = answer.elements(of: "unproved_batches").map {
      "no signature vouches for batch \($0.integer(of: "cursor")) of part"
        + " \($0.text(of: "part")) in plan \($0.text(of: "plan"))"
    }
    let altered = answer.elements(of: "altered_versions").compactMap { entry in
      if case .integer(let number) = entry { number } else { nil }
    }
    for entry in altered {
      context.console.say(.failed, "What entry \(entry) of the audit log froze was altered.")
    }
    for entry in answer.elements(of: "altered_notes") {
      guard case .integer(let number) = entry else { continue }
      context.console.say(
        .failed, "The reason that belongs to entry \(number) of the audit log was altered.")
    }
    for fault in faults + unproved { context.console.say(.failed, Escaping.line(fault)) }
    let audit = answer["audit"] ?? .null
    if audit["sound"] != true {
      context.console.say(
        .failed, "The audit log was altered at entry \(audit.integer(of: "first_broken")).")
    }
    guard answer["sound"] == true else {
      throw UserError(
        "The database is damaged.",
        hint: "Keep a copy of the data folder, then ehcpd restore the last good backup.",
        exitCode: .damaged)
    }
    context.console.say(
      .done,
      "Sound. Parts: \(answer.integer(of: "parts")). Audit entries: \(audit.integer(of: "entries"))."
    )
    return .done
  }

  static let audit = Command<Context>(
    "audit", "Read and check the record of official acts",
    subcommands: [listAudit, verifyAudit], section: "Safety")

  private static let listAudit = Command<Context>(
    "list", "Show the entries in order",
    examples: [Example("ehcpd audit list --from 18000 --data /srv/ehcp", "The latest of many")],
    options: [
      Option("from", .value("N"), "The first entry to show; counted from 0"),
      Option("limit", .value("N"), "How many at most; 1000 unless given"), Context.dataOption,
      Context.jsonOption,
    ]
  ) { context, invocation in
    let answer = try await context.administer(
      [
        "command": "audit-list", "from": try number("from", invocation),
        "limit": try number("limit", invocation),
      ], invocation)
    try context.report(answer, invocation) {
      var table = Table(["Entry", "Time", "Act", "Plan", "By"])
      for entry in answer.elements(of: "entries") {
        table.add([
          String(entry.integer(of: "number")), entry.text(of: "time"), entry.text(of: "kind"),
          entry.text(of: "plan"), entry.text(of: "actor"),
        ])
      }
      return table.text(style: context.console.outputStyle)
    }
    return .done
  }

  private static let verifyAudit = Command<Context>(
    "verify", "Check that no entry was altered",
    discussion:
      "Prints the head, which fixes all entries before it: keep it elsewhere, compare it.",
    options: [Context.dataOption, Context.jsonOption]
  ) { context, invocation in
    let answer = try await context.administer(["command": "audit-verify"], invocation)
    try context.report(answer, invocation) {
      answer["sound"] == true ? answer.text(of: "head") + "\n" : ""
    }
    guard answer["sound"] == true else {
      throw UserError(
        "The audit log was altered at entry \(answer.integer(of: "first_broken")).",
        hint: "Keep a copy of the data folder, and compare it with the last backup.",
        exitCode: .damaged)
    }
    context.console.say(.done, "Entries: \(answer.integer(of: "entries")), none altered.")
    return .done
  }

  static let doctor = Command<Context>(
    "doctor", "Look for what is wrong with this server",
    options: [Context.dataOption, Context.templatesOption], section: "Safety"
  ) { context, invocation in
    let folder = try context.folder(invocation)
    let findings = await Doctor(
      folder: folder,
      templates: { try TemplateFolder.all(invocation.value("templates")).map(\.template) }
    ).examine()
    for finding in findings {
      context.console.say(finding.isWell ? .done : .failed, finding.text)
    }
    guard findings.allSatisfy(\.isWell) else {
      throw UserError(
        "Something needs you.", hint: "Start with the first line that is not well.",
        exitCode: .checkFailed)
    }
    return .done
  }

  private static func number(_ name: String, _ invocation: Invocation) throws -> JSONValue {
    guard let text = invocation.value(name) else { return .null }
    guard let number = Int64(text), number >= 0 else {
      throw UserError("--\(name) takes a number.", exitCode: .usage)
    }
    return .integer(number)
  }
}
