import Plan

/// What a plan's JSON says apart from ids, times and authors: an id becomes the place of what it names,
/// so that two plans with the same content become the same value.
struct Sameness {
  private var names: [JSONValue: JSONValue] = [:]

  static func content(of plan: JSONValue) -> JSONValue {
    var sameness = Sameness()
    sameness.name(plan)
    return sameness.rewritten(plan["parts"] ?? nil)
  }

  private mutating func name(_ plan: JSONValue) {
    for part in Self.elements(plan["parts"]) {
      let id = part["id"]?.text() ?? ""
      for list in Self.elements(part["lists"]) {
        for (index, record) in Self.elements(list["records"]).enumerated() {
          guard let record = record["id"] else { continue }
          names[record] = .string("\(id) \(list["key"]?.text() ?? "") \(index)")
        }
      }
    }
    for part in Self.elements(plan["parts"]) {
      let id = part["id"]?.text() ?? ""
      let comments = Self.elements(part["comments"]).filter { !isAboutWhatIsGone($0) }
      for (index, comment) in comments.enumerated() {
        if let comment = comment["id"] { names[comment] = .string("\(id) comment \(index)") }
      }
    }
  }

  private func rewritten(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string: names[value] ?? value
    case .array(let elements):
      !elements.isEmpty && elements.allSatisfy(Self.isEvent)
        ? links(elements) : .array(elements.filter { !isAboutWhatIsGone($0) }.map(rewritten))
    case .object(let members):
      .object(
        members.compactMap { member in
          switch member.key {
          case "author", "writers": nil
          case "id" where Self.isEvent(member.value) && names[member.value] == nil: nil
          case "inReplyTo", "record": .init(member.key, names[member.value] ?? nil)
          default: .init(member.key, rewritten(member.value))
          }
        })
    default: value
    }
  }

  /// A set; those to records that are not in the plan any more lead nowhere.
  private func links(_ targets: [JSONValue]) -> JSONValue {
    let known = targets.compactMap { names[$0] }.sorted { $0.text() < $1.text() }
    return known.isEmpty ? nil : .array(known)
  }

  /// A comment on a record that is not in the plan any more.
  private func isAboutWhatIsGone(_ value: JSONValue) -> Bool {
    guard value["body"] != nil, let record = value["place"]?["record"], record != nil else {
      return false
    }
    return names[record] == nil
  }

  private static func isEvent(_ value: JSONValue) -> Bool {
    guard case .string(let text) = value else { return false }
    let pieces = text.split(separator: "-")
    return pieces.count == 2 && pieces[0].utf8.count == 32
  }

  private static func elements(_ value: JSONValue?) -> [JSONValue] {
    if case .array(let elements) = value { elements } else { [] }
  }
}
