import CRDT
import Client
import Import
import Plan
import Terminal

/// A proposal read against the plan: what can be written as it is, and what cannot.
struct ImportDraft {
  private struct Write {
    var field: FieldTemplate
    var value: FieldValue
  }

  private struct NewRecord {
    var list: ListTemplate
    var writes: [Write]
  }

  let part: PartID
  private let template: PartTemplate
  private var writes: [Write] = []
  private var records: [NewRecord] = []
  private var leftovers: [String]
  /// How many records each list has already.
  private let counts: [String: Int]

  init(_ proposal: ImportProposal, in view: PlanView) {
    part = proposal.part
    template =
      view.template.part(proposal.part)
      ?? PartTemplate(id: proposal.part, title: "", shortTitle: "")
    leftovers = proposal.leftovers
    let present = view.part(proposal.part)
    counts = Dictionary(
      uniqueKeysWithValues: (present?.collections ?? []).map { ($0.key, $0.records.count) })
    let reader = ValueReader(plan: view)
    func write(_ entry: ImportProposal.Entry, _ field: FieldTemplate?, _ held: FieldValue) -> Write?
    {
      guard let field else {
        leftovers.append(entry.words)
        return nil
      }
      if field.kind == .text {
        // Added below what stands there: nobody's words are replaced by a file.
        let before = held.plainText
        return Write(
          field: field, value: .text(before.isEmpty ? entry.words : before + "\n" + entry.words))
      }
      let value = Result { () throws(ValueError) in try reader.value(entry.words, for: field) }
      guard case .success(let value) = value, (try? field.check(value)) != nil,
        held == .empty || held == value
      else {
        leftovers.append("\(field.title): \(entry.words)")
        return nil
      }
      return held == value ? nil : Write(field: field, value: value)
    }
    for entry in proposal.entries {
      let held = present?.field(entry.field)?.value ?? .empty
      if let write = write(entry, template.field(entry.field), held) { writes.append(write) }
    }
    for record in proposal.records {
      guard let list = template.list(record.list) else { continue }
      let writes = record.entries.compactMap { write($0, list.field($0.field), .empty) }
      if !writes.isEmpty { records.append(NewRecord(list: list, writes: writes)) }
    }
  }

  func apply(to part: inout PartDocument) throws(ContentError) {
    for write in writes { try part.set(write.value, field: write.field.key, of: nil) }
    for record in records {
      let id = try part.addRecord(to: record.list.key)
      for write in record.writes { try part.set(write.value, field: write.field.key, of: id) }
    }
  }

  // MARK: Showing

  /// What would go where, in lines.
  var text: String {
    var lines = ["\(part)  \(template.title)"]
    for write in writes { lines.append(Self.line(write, "  ")) }
    var next = counts
    for record in records {
      let number = next[record.list.key, default: 0] + 1
      next[record.list.key] = number
      lines.append("  new \(record.list.singular) \(part).\(number)")
      for write in record.writes { lines.append(Self.line(write, "    ")) }
    }
    if !leftovers.isEmpty {
      lines.append("  not placed; put it where it belongs by hand:")
      for words in leftovers { lines.append("    " + Self.beginning(words)) }
    }
    return lines.map { Escaping.line($0) }.joined(separator: "\n") + "\n"
  }

  private static func line(_ write: Write, _ indent: String) -> String {
    let words = write.value.plainText
    let count = words.split(whereSeparator: \.isWhitespace).count
    let suffix = count > 12 ? " (\(count) words)" : ""
    return "\(indent)\(write.field.title): \(beginning(words))\(suffix)"
  }

  /// The first dozen words.
  private static func beginning(_ text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace)
    return words.prefix(12).joined(separator: " ") + (words.count > 12 ? " …" : "")
  }

  var json: JSONValue {
    func values(_ writes: [Write]) -> JSONValue {
      .object(writes.map { .init($0.field.key, .string($0.value.plainText)) })
    }
    return [
      "part": .string(part.description), "fields": values(writes),
      "records": .array(
        records.map { ["list": .string($0.list.key), "fields": values($0.writes)] }),
      "leftovers": .array(leftovers.map { .string($0) }),
    ]
  }
}
