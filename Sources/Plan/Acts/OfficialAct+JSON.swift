import CRDT

/// An act as the audit log, the server's answers and a device's copy hold it.
extension OfficialAct {
  /// The particulars as the audit log has them: of the reason only what fixes it, for words of it may
  /// have to be erased.
  package func payload(noted commitment: Fingerprint?) -> JSONValue {
    var act = self
    act.reason = nil
    guard case .object(let members) = act.payload, let commitment else { return act.payload }
    return .object(members + [.init("note", .string(commitment.description))])
  }

  /// The particulars, without what the entry itself says (number, actor). Additive only.
  private var payload: JSONValue {
    var members: [JSONValue.Member] = [.init("date", .string(date.description))]
    if let number { members.append(.init("number", .integer(Int64(number)))) }
    if let fingerprint { members.append(.init("fingerprint", .string(fingerprint.description))) }
    if let report { members.append(.init("report", .string(report.description))) }
    if let reason { members.append(.init("reason", .string(reason))) }
    if !overridden.isEmpty {
      members.append(.init("overridden", .array(overridden.map { .string($0) })))
    }
    return .object(members)
  }

  /// All of it, for a member of the plan.
  package var json: JSONValue {
    guard case .object(let particulars) = payload else { return .null }
    let parts = frontiers.sorted { $0.key < $1.key }.map { part, events in
      JSONValue.Member(part.description, .array(events.map { .string($0.description) }))
    }
    return .object(
      [
        .init("entry", .integer(Int64(clamping: entry))), .init("kind", .string(kind.rawValue)),
        .init("account", .string(account)), .init("name", .string(name)),
        .init("head", head.map { .string($0.description) } ?? .null),
      ] + particulars + [.init("frontiers", .object(parts))])
  }

  /// Reads what `json` writes; nil for anything else, a kind of a later version among it.
  package init?(json: JSONValue) {
    guard case .integer(let entry) = json["entry"], entry >= 0,
      case .string(let name) = json["name"], case .string(let account) = json["account"],
      case .string(let kind) = json["kind"], let kind = Kind(rawValue: kind)
    else { return nil }
    self.init(
      entry: UInt64(entry), kind: kind, payload: json, account: account, name: name)
    if case .string(let text) = json["head"] { head = Fingerprint(text) }
    guard case .object(let parts) = json["frontiers"] else { return }
    for part in parts {
      guard case .array(let events) = part.value else { return nil }
      frontiers[PartID(part.key)] = events.compactMap { event in
        if case .string(let text) = event { EventID(text) } else { nil }
      }
    }
  }

  /// Reads what `payload` writes.
  package init?(
    entry: UInt64, kind: Kind, payload: JSONValue, account: String, name: String
  ) {
    guard case .string(let date) = payload["date"], let date = CivilDate(date) else { return nil }
    self.init(entry: entry, kind: kind, date: date, account: account, name: name)
    if case .integer(let number) = payload["number"] { self.number = Int(clamping: number) }
    if case .string(let text) = payload["fingerprint"] { fingerprint = Fingerprint(text) }
    if case .string(let text) = payload["report"] { report = PartID(text) }
    if case .string(let text) = payload["reason"] { reason = text }
    if case .array(let rules) = payload["overridden"] {
      overridden = rules.compactMap { if case .string(let rule) = $0 { rule } else { nil } }
    }
  }
}
