package import CRDT

extension PlanContents {
  /// Something of the contents that could not be written, because what it rests on is not there.
  package enum Omission: Hashable, Sendable {
    /// A link to a record of a part that is not filled.
    case link(part: PartID, field: String)
    /// Words that the report does not have, or the whole report is not there.
    case citation(part: PartID, quote: String)
    /// About a record that is not there.
    case comment(part: PartID, number: Int64)
  }

  /// Writes values, records, links and citations into parts, as the agents their documents write as.
  ///
  /// - Parameter parts: those to be filled; contents of other parts are passed over.
  /// - Returns: for each name the record made for it.
  /// - Throws: what does not fit the template, with `parts` filled up to there.
  package func fill(
    _ parts: inout [PartID: PartDocument], omitted: inout [Omission]
  ) throws(ContentError) -> [String: EventID] {
    var records: [String: EventID] = [:]
    for contents in self.parts {
      try Self.changing(&parts, contents.id) { (part: inout PartDocument) throws(ContentError) in
        for list in contents.lists {
          for record in list.records { records[record.name] = try part.addRecord(to: list.key) }
        }
      }
    }
    for contents in self.parts {
      try Self.changing(&parts, contents.id) { (part: inout PartDocument) throws(ContentError) in
        try Self.write(contents.fields, of: nil, in: &part, records, &omitted)
        for record in contents.lists.flatMap(\.records) {
          try Self.write(record.fields, of: records[record.name], in: &part, records, &omitted)
        }
      }
    }
    // The reports have their words by now.
    for contents in self.parts {
      let reports = parts
      try Self.changing(&parts, contents.id) { (part: inout PartDocument) throws(ContentError) in
        for record in contents.lists.flatMap(\.records) {
          guard let id = records[record.name] else { continue }
          for citation in record.citations {
            guard let report = reports[citation.report],
              (try? part.cite(citation.quote, of: report, for: id)) != nil
            else {
              omitted.append(.citation(part: contents.id, quote: citation.quote))
              continue
            }
          }
        }
      }
    }
    return records
  }

  /// Writes the comments into parts that were filled.
  ///
  /// - Parameters:
  ///   - records: what ``fill(_:omitted:)`` returned.
  ///   - said: whose words a comment is to be shown as.
  package func comment(
    on parts: inout [PartID: PartDocument], records: [String: EventID],
    omitted: inout [Omission], said: (Comment) -> OnBehalfOf?
  ) throws(ContentError) {
    for contents in self.parts {
      try Self.changing(&parts, contents.id) { (part: inout PartDocument) throws(ContentError) in
        var comments: [String: EventID] = [:]
        for comment in contents.comments {
          let record = comment.record.flatMap { records[$0] }
          guard comment.record == nil || record != nil,
            comment.field == nil || (try? part.field(comment.field ?? "", of: record)) != nil
          else {
            omitted.append(.comment(part: contents.id, number: comment.number))
            continue
          }
          comments[comment.name] = try part.copyComment(
            comment, record: record, said: said(comment))
        }
        for comment in contents.comments {
          guard let answer = comments[comment.name],
            let first = comment.inReplyTo.flatMap({ comments[$0] })
          else { continue }
          try part.setAnswer(answer, to: first)
        }
      }
    }
  }

  private static func write(
    _ fields: [Field], of record: EventID?, in part: inout PartDocument,
    _ records: [String: EventID], _ omitted: inout [Omission]
  ) throws(ContentError) {
    for field in fields {
      switch field.value {
      case .value(let value): try part.set(value, field: field.key, of: record)
      case .links(let names):
        let links = names.compactMap { records[$0] }
        for _ in links.count..<names.count {
          omitted.append(.link(part: part.id, field: field.key))
        }
        try part.set(.links(links), field: field.key, of: record)
      }
    }
  }

  /// Takes the part out while it is changed, so that its document is not copied.
  private static func changing(
    _ parts: inout [PartID: PartDocument], _ id: PartID,
    _ change: (inout PartDocument) throws(ContentError) -> Void
  ) throws(ContentError) {
    guard var part = parts.removeValue(forKey: id) else { return }
    defer { parts[id] = part }
    try change(&part)
  }
}
