import CRDT
import Plan
import TestSupport
import Testing

typealias HistoryReplica = WritingReplica

/// A copy of section B.
extension WritingReplica {
  init(_ number: UInt64) throws {
    let template = try EnglandPack.template()
    self.init(
      try #require(template.part(PartID("B"))), AgentID(high: number, low: number))
  }

  // MARK: Reading

  var needs: [EventID] {
    part.document.records(inListAt: ObjectAddress(key: "needs")).map(\.id)
  }

  func text(_ need: EventID, _ field: String = "description") -> String {
    part.document.string(at: ObjectAddress(record: need, key: field))
  }

  /// All that a reader sees, a line each.
  var dump: [String] { Self.dump(part) }

  static func dump(_ part: PartDocument) -> [String] {
    let view = part.view()
    func lines(_ fields: [FieldView], _ path: String) -> [String] {
      fields.filter { $0.value != .empty }.map { "\(path).\($0.key) \($0.value)" }
    }
    return lines(view.fields, "")
      + view.collections.flatMap { list in
        list.records.flatMap { ["\(list.key) \($0.id)"] + lines($0.fields, "\($0.id)") }
      } + view.comments.map { "C\($0.number) \($0.body) \(String(describing: $0.range))" }
  }

  // MARK: Writing

  @discardableResult
  mutating func addNeed(_ title: String, _ description: String = "") throws -> EventID {
    try stroke { (part: inout PartDocument) throws(ContentError) in
      let need = try part.addRecord(to: "needs")
      try part.set(.line(title), field: "title", of: need)
      _ = try part.edit(description, field: "description", of: need)
      return need
    }
  }

  mutating func write(_ text: String, _ need: EventID) throws {
    try stroke { (part: inout PartDocument) throws(ContentError) in
      _ = try part.edit(text, field: "description", of: need)
    }
  }

  mutating func set(_ title: String, _ need: EventID) throws {
    try stroke { (part: inout PartDocument) throws(ContentError) in
      try part.set(.line(title), field: "title", of: need)
    }
  }
}
