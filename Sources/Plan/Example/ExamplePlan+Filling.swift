package import CRDT

extension ExamplePlan {
  /// Plays the example's draft into empty parts, as the agents their documents write as.
  ///
  /// - Parameter parts: at least every part of the example; reports are left out where missing.
  /// - Returns: for each label the record made for it.
  /// - Throws: what does not fit, with `parts` filled up to there.
  @discardableResult
  package func fill(
    _ parts: inout [PartID: PartDocument]
  ) throws(ContentError) -> [String: EventID] {
    var records: [String: EventID] = [:]
    for example in self.parts {
      guard var part = parts[example.id] else { continue }
      parts[example.id] = nil
      defer { parts[example.id] = part }
      for list in example.lists {
        for record in list.records {
          records[record.label] = try part.addRecord(to: list.key)
        }
      }
    }
    for example in self.parts {
      guard var part = parts[example.id] else { continue }
      parts[example.id] = nil
      defer { parts[example.id] = part }
      try Self.fill(&part, example.fields, of: nil, records: records)
      for list in example.lists {
        for record in list.records {
          try Self.fill(&part, record.fields, of: records[record.label], records: records)
        }
      }
    }
    return records
  }

  private static func fill(
    _ part: inout PartDocument, _ fields: [Field], of record: EventID?,
    records: [String: EventID]
  ) throws(ContentError) {
    for field in fields {
      switch field.value {
      case .value(let value): try part.set(value, field: field.key, of: record)
      case .links(let labels):
        try part.set(.links(labels.compactMap { records[$0] }), field: field.key, of: record)
      }
    }
  }
}
