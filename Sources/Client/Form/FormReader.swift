import CRDT
import Plan

/// Reads a form line by line.
struct FormReader {
  private let template: PartTemplate
  /// The records by their short names; of several that share one, the first of the part.
  private let records: [String: (list: String, id: EventID)]
  private var form = Form()
  /// The field whose words are being read.
  private var field: FieldTemplate?
  private var lines: [String] = []
  private var fieldLine = 0

  init(part: PartView, template: PartTemplate) {
    self.template = template
    records = Dictionary(
      part.collections.filter { template.list($0.key) != nil }.flatMap { collection in
        collection.records.map { ($0.id.shortName, (collection.key, $0.id)) }
      },
      uniquingKeysWith: { first, _ in first })
  }

  mutating func read(_ text: String) throws(FormError) -> Form {
    var openComment: Int?
    for (index, raw) in FormEscaping.lines(text).enumerated() {
      let number = index + 1
      var line = raw
      if line.utf8.last == UInt8(ascii: "\r") { line.unicodeScalars.removeLast() }
      if openComment == nil, line.utf8.starts(with: "<!--".utf8) { openComment = number }
      if openComment != nil {
        guard let end = Self.endOfComment(line) else { continue }
        openComment = nil
        // Words that were typed behind the comment are words all the same.
        line = end
        if ValueReader.trimmed(line).isEmpty { continue }
      }
      if line.utf8.starts(with: "### ".utf8) {
        try beginField(String(line.dropFirst(4)), at: number)
      } else if line.utf8.starts(with: "## ".utf8) {
        try beginRecord(String(line.dropFirst(3)), at: number)
      } else if field != nil {
        lines.append(FormEscaping.unescaped(line))
      } else if !ValueReader.trimmed(line).isEmpty {
        throw .strayText(line: number)
      }
    }
    if let openComment { throw .openComment(line: openComment) }
    endField()
    return form
  }

  /// What stands behind the end of a comment; nil where the line does not end one.
  private static func endOfComment(_ line: String) -> String? {
    let bytes = Array(line.utf8)
    guard bytes.count >= 3 else { return nil }
    for index in 0...bytes.count - 3 where bytes[index...].starts(with: "-->".utf8) {
      return String(decoding: bytes[(index + 3)...], as: UTF8.self)
    }
    return nil
  }

  // MARK: Fields

  private mutating func beginField(_ heading: String, at line: Int) throws(FormError) {
    endField()
    let name = heading.prefix { $0 != ":" }
    let rest = heading.dropFirst(name.count + 1)
    let key = ValueReader.trimmed(String(name)).lowercased()
    let fields: [FieldTemplate]
    if let record = form.records.last {
      fields = template.list(record.list)?.fields ?? []
    } else {
      fields = template.fields
    }
    guard let found = fields.first(where: { $0.key == key }) else {
      throw .unknownField(
        line: line, ValueReader.trimmed(String(name)), known: fields.map(\.key))
    }
    let isTaken = form.records.last?.fields[key] ?? (form.records.isEmpty ? form.fields[key] : nil)
    if isTaken != nil { throw .twice(line: line, key) }
    field = found
    fieldLine = line
    let words = ValueReader.trimmed(String(rest))
    lines = words.isEmpty ? [] : [words]
  }

  private mutating func endField() {
    guard let field else { return }
    while let first = lines.first, ValueReader.trimmed(first).isEmpty { lines.removeFirst() }
    while let last = lines.last, ValueReader.trimmed(last).isEmpty { lines.removeLast() }
    let block = Form.Block(line: fieldLine, words: lines.joined(separator: "\n"))
    if form.records.isEmpty {
      form.fields[field.key] = block
    } else {
      form.records[form.records.count - 1].fields[field.key] = block
    }
    self.field = nil
    lines = []
  }

  // MARK: Records

  private mutating func beginRecord(_ heading: String, at line: Int) throws(FormError) {
    endField()
    var words = heading.split { $0 == " " || $0 == "\t" }.map { $0.lowercased() }
    let verb = words.first == "new" || words.first == "delete" ? words.removeFirst() : ""
    if verb == "new" {
      let list = try list(words, at: line)
      form.records.append(Form.Record(line: line, list: list.key))
      return
    }
    guard let name = words.popLast() else { throw .badHeading(line: line, heading) }
    if !words.isEmpty { _ = try list(words, at: line) }
    guard let record = records[name] else { throw .unknownRecord(line: line, name) }
    if form.records.contains(where: { $0.id == record.id }) { throw .twice(line: line, name) }
    form.records.append(
      Form.Record(line: line, list: record.list, id: record.id, isDeleted: verb == "delete"))
  }

  private func list(_ words: [String], at line: Int) throws(FormError) -> ListTemplate {
    if words.isEmpty, template.lists.count == 1 { return template.lists[0] }
    let name = words.joined(separator: " ")
    guard let list = template.lists.first(where: { $0.singular.lowercased() == name }) else {
      throw .unknownList(line: line, name, known: template.lists.map(\.singular))
    }
    return list
  }
}
