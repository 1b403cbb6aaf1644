import Plan

/// Takes a section's blocks one by one and keeps in mind where the next words belong.
struct ProposalFiller {
  private let part: PartTemplate
  private var proposal: ImportProposal
  /// The list that new records go to.
  private var list: ListTemplate?
  /// Whether the words belong to the last record begun.
  private var isInRecord = false
  /// The field that the words belong to.
  private var field: FieldTemplate?
  /// Whether the words stand under a name that the template does not know, or that takes no words.
  private var isUnderUnknown = false
  /// Whether the section has headings that are more than bold lines.
  private let hasHeadings: Bool
  /// The fields of a table's columns, where its first row names them.
  private var columns: [FieldTemplate?] = []

  init(_ part: PartTemplate, hasHeadings: Bool) {
    self.part = part
    self.hasHeadings = hasHeadings
    proposal = ImportProposal(part: part.id)
    list = part.lists.first
  }

  func finished() -> ImportProposal {
    var result = proposal
    result.records.removeAll { $0.entries.isEmpty }
    return result
  }

  mutating func take(_ block: ImportedBlock) {
    switch block {
    case .heading(let words, _): heading(words)
    case .paragraph(let words, let isEmphasised):
      if isEmphasised, words.utf8.count <= 120 { emphasised(words) } else { line(words) }
    case .item(let words): line(words)
    case .row(let cells, let isFirst): row(cells, isFirst: isFirst)
    }
  }

  // MARK: Lines

  private mutating func heading(_ words: String) {
    if begin(words) { return }
    guard let list else { return line(words) }
    beginRecord(in: list, title: words)
  }

  /// A bold line is a heading where people know no others; beside real ones it is a label.
  private mutating func emphasised(_ words: String) {
    if !hasHeadings || Words.label(words).map({ !$0.rest.isEmpty }) ?? false {
      return hasHeadings ? line(words) : heading(words)
    }
    if begin(words) { return }
    isUnderUnknown = true
    proposal.leftovers.append(words)
  }

  private mutating func line(_ words: String) {
    if begin(words) { return }
    if let label = Words.label(words), begin(label.name) {
      if !label.rest.isEmpty { add(label.rest) }
    } else {
      add(words)
    }
  }

  /// Begins the field, the list or the record that a line names; false where it names none.
  private mutating func begin(_ words: String) -> Bool {
    let folded = Words.folded(words)
    if folded.isEmpty { return false }
    let links = (isInRecord ? list?.fields ?? [] : part.fields).filter { $0.kind == .links }
    if links.contains(where: { Words.folded($0.title) == folded }) {
      // Links are made by address; the names of what they lead to are not enough.
      isUnderUnknown = true
      proposal.leftovers.append(words)
      return true
    }
    let wasUnderUnknown = isUnderUnknown
    isUnderUnknown = false
    if isInRecord, let found = Self.field(folded, in: list?.fields ?? []) {
      field = found
      return true
    }
    if let found = Self.field(folded, in: part.fields) {
      field = found
      isInRecord = false
      return true
    }
    if let found = part.lists.first(where: { Words.folded($0.title) == folded }) {
      list = found
      isInRecord = false
      field = nil
      return true
    }
    for list in part.lists {
      guard let title = Self.recordTitle(words, singular: list.singular, part.id) else { continue }
      beginRecord(in: list, title: title)
      return true
    }
    isUnderUnknown = wasUnderUnknown
    return false
  }

  private static func field(_ folded: String, in fields: [FieldTemplate]) -> FieldTemplate? {
    fields.first { $0.kind != .links && Words.folded($0.title) == folded }
      ?? fields.first { $0.kind != .links && Words.folded($0.key) == folded }
  }

  /// What follows `Need 2:`, `Need B.2 –`, `Outcome`; nil where the line does not begin so.
  private static func recordTitle(_ words: String, singular: String, _ part: PartID) -> String? {
    var rest = Words.trimmed(words).unicodeScalars[...]
    let name = singular.unicodeScalars
    guard rest.count >= name.count,
      Words.folded(String(rest.prefix(name.count))) == Words.folded(singular)
    else { return nil }
    rest = rest.dropFirst(name.count)
    let marks = rest.prefix { !$0.properties.isWhitespace && !$0.properties.isAlphabetic }
    let number = rest.prefix {
      $0.properties.numericType != nil || ".:-–)# ".unicodeScalars.contains($0)
        || part.description.unicodeScalars.contains($0)
    }
    let hasNumber = number.contains { $0.properties.numericType != nil }
    let hasMark = marks.contains { ":-–".unicodeScalars.contains($0) }
    guard rest.isEmpty || hasNumber || hasMark else { return nil }
    return Words.trimmed(String(rest.dropFirst(hasNumber ? number.count : marks.count)))
  }

  private mutating func beginRecord(in list: ListTemplate, title: String) {
    self.list = list
    isInRecord = true
    isUnderUnknown = false
    proposal.records.append(ImportProposal.Record(list: list.key, entries: []))
    field = nil
    if title.isEmpty { return }
    // What a record is called is its first line.
    if let name = list.field("title") ?? list.fields.first(where: { $0.kind == .line }) {
      put(title, name)
    } else {
      add(title)
    }
  }

  /// Adds a line to the field that is open, or else to the first that takes prose.
  private mutating func add(_ words: String) {
    if isUnderUnknown {
      proposal.leftovers.append(words)
      return
    }
    if field == nil {
      if !isInRecord, part.field("description") == nil, !part.fields.contains(where: isProse),
        let list
      {
        if hasHeadings {
          proposal.leftovers.append(words)
          return
        }
        beginRecord(in: list, title: "")
      }
      let fields = isInRecord ? list?.fields ?? [] : part.fields
      field = fields.first(where: isProse)
    }
    guard let field else {
      proposal.leftovers.append(words)
      return
    }
    put(words, field)
    // A field of one line is full after it; more words are prose again.
    if field.kind != .text { self.field = nil }
  }

  private func isProse(_ field: FieldTemplate) -> Bool { field.kind == .text }

  private mutating func put(_ words: String, _ field: FieldTemplate) {
    func append(to entries: inout [ImportProposal.Entry]) {
      guard let index = entries.firstIndex(where: { $0.field == field.key }) else {
        entries.append(ImportProposal.Entry(field: field.key, words: words))
        return
      }
      if field.kind == .text {
        entries[index].words += "\n" + words
      } else {
        proposal.leftovers.append("\(field.title): \(words)")
      }
    }
    if isInRecord, let last = proposal.records.indices.last {
      var entries = proposal.records[last].entries
      append(to: &entries)
      proposal.records[last].entries = entries
    } else {
      var entries = proposal.entries
      append(to: &entries)
      proposal.entries = entries
    }
  }

  // MARK: Tables

  private mutating func row(_ cells: [String], isFirst: Bool) {
    let filled = cells.filter { !$0.isEmpty }
    if isFirst {
      columns = []
      if let (list, fields) = header(cells) {
        self.list = list
        columns = fields
        return
      }
    }
    if !columns.isEmpty, let list, cells.count == columns.count {
      beginRecord(in: list, title: "")
      for (cell, column) in zip(cells, columns) where !cell.isEmpty {
        if let column {
          put(column.kind == .text ? cell : Self.oneLine(cell), column)
        } else {
          proposal.leftovers.append(cell)
        }
      }
      isInRecord = false
      field = nil
    } else if filled.count == 2, begin(filled[0]) {
      for line in Words.lines(filled[1]) where !line.isEmpty { add(line) }
    } else if filled.count == 1 {
      heading(filled[0])
    } else {
      for cell in filled { for line in Words.lines(cell) where !line.isEmpty { add(line) } }
    }
  }

  private static func oneLine(_ cell: String) -> String {
    Words.lines(cell).filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The list and its fields that a table's first row names, where it names two or more.
  private func header(_ cells: [String]) -> (ListTemplate, [FieldTemplate?])? {
    for list in part.lists {
      let fields = cells.map { cell -> FieldTemplate? in
        let folded = Words.folded(cell)
        if folded == Words.folded(list.singular) || folded == Words.folded(list.title) {
          return list.fields.first(where: isProse) ?? list.fields.first
        }
        return Self.field(folded, in: list.fields)
      }
      if fields.count(where: { $0 != nil }) >= 2 { return (list, fields) }
    }
    return nil
  }
}
