import Client
import Import
import Plan
import Terminal

/// The preview: everything that is taken in, and by name or number everything that is not.
extension PlanDraft {
  func text(omitted: [PlanContents.Omission]) -> String {
    let day = file.writtenOn.map { ", written on \($0)" } ?? ""
    var lines = ["the plan \(file.reference)\(day)"]
    for part in contents.parts {
      lines.append("  \(part.id)  \(Self.summary(of: part, plan.template))")
    }
    let rest = remainders(omitted: omitted)
    if !rest.isEmpty {
      lines.append("not taken in:")
      lines += rest.map { "  \($0)" }
    }
    return lines.map { Escaping.line($0) }.joined(separator: "\n") + "\n"
  }

  /// As in `15 fields, 2 needs, 3 comments`.
  private static func summary(of part: PlanContents.Part, _ template: PlanTemplate) -> String {
    var counts: [String] = []
    if !part.fields.isEmpty { counts.append(Counted.of(part.fields.count, "field")) }
    for list in part.lists where !list.records.isEmpty {
      let noun = template.part(part.id)?.list(list.key)?.singular ?? "record"
      counts.append(Counted.of(list.records.count, noun, plural(of: noun)))
      let citations = list.records.flatMap(\.citations).count
      if citations > 0 { counts.append(Counted.of(citations, "citation")) }
    }
    if !part.comments.isEmpty { counts.append(Counted.of(part.comments.count, "comment")) }
    let title =
      part.fields.first { $0.key == "title" }.flatMap { field in
        if case .value(let value) = field.value { " “\(value.plainText)”" } else { nil }
      } ?? ""
    return counts.joined(separator: ", ") + (part.lists.isEmpty ? title : "")
  }

  /// As in `needs`, `types of need`.
  private static func plural(of noun: String) -> String {
    if let range = noun.firstRange(of: " of ") {
      return plural(of: String(noun[..<range.lowerBound])) + noun[range.lowerBound...]
    }
    return noun.hasSuffix("y") ? noun.dropLast() + "ies" : noun + "s"
  }

  /// What stays out, a line each.
  func remainders(omitted: [PlanContents.Omission]) -> [String] {
    var lines: [String] = []
    for remainder in PlanFile.Remainder.allCases {
      if let count = file.remainders[remainder] { lines.append(Self.words(remainder, count)) }
    }
    for part in file.withheld { lines.append("\(part): whoever wrote the file was not shown it") }
    for (part, why) in absent {
      lines.append(
        why == .unknown ? "\(part): this plan has no such section" : "\(part): not yours to write")
    }
    for leftover in file.leftovers {
      let why = leftover.reason == .unknownPlace ? "no such field here" : "does not fit the field"
      lines.append("\(leftover.place): \(why): \(Self.beginning(leftover.words))")
    }
    var counts: [PlanContents.Omission: Int] = [:]
    for omission in omitted { counts[omission, default: 0] += 1 }
    var told: Set<PlanContents.Omission> = []
    for omission in omitted where told.insert(omission).inserted {
      lines.append(Self.words(omission, counts[omission] ?? 1))
    }
    return lines
  }

  private static func words(_ remainder: PlanFile.Remainder, _ count: Int) -> String {
    switch remainder {
    case .acts: "official acts and signatures (\(count)): they bind the plan they were done with"
    case .suggestions: "suggestions (\(count)): whoever made one can make it here again"
    case .representations:
      "representations of the family (\(count)): about a draft that was served there"
    case .reviews: "open reviews (\(count)): the words as they were merged are taken in"
    case .alternatives:
      "other values written at the same time (\(count)): the one shown is taken in"
    case .contestedDeletions: "records both deleted and changed (\(count)): they are taken in"
    }
  }

  private static func words(_ omission: PlanContents.Omission, _ count: Int) -> String {
    switch omission {
    case .link(let part, let field):
      "\(part): \(Counted.of(count, "link")) in “\(field)” to what is not taken in"
    case .citation(let part, let quote):
      "\(part): a citation whose report does not say it here: \(beginning(quote))"
    case .comment(let part, let number):
      "\(part): comment C\(number), about what is not taken in"
    }
  }

  private static func beginning(_ text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace)
    return words.prefix(12).joined(separator: " ") + (words.count > 12 ? " …" : "")
  }

  func json(omitted: [PlanContents.Omission]) -> JSONValue {
    [
      "reference": .string(file.reference),
      "writtenOn": file.writtenOn.map { .string($0.description) } ?? nil,
      "parts": .array(
        contents.parts.map { part in
          [
            "part": .string(part.id.description), "fields": .integer(Int64(part.fields.count)),
            "records": .integer(Int64(part.lists.flatMap(\.records).count)),
            "comments": .integer(Int64(part.comments.count)),
            "writers": .array(
              (file.writers[part.id] ?? []).map { .string(Self.name($0, plan.template)) }),
          ]
        }),
      "leftOut": .array(remainders(omitted: omitted).map { .string($0) }),
    ]
  }
}
