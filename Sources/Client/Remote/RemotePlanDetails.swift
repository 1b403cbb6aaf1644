package import CRDT
package import Plan
package import Store

/// A plan as the server shows it to one person: what she may do where, and who else is there.
package struct RemotePlanDetails: Hashable, Sendable {
  package var plan: RemotePlan
  /// What the person may do in each part she may read.
  package var rights: [String: Right]
  package var people: [Person]
  package var authors: [AgentID: AccountIdentifier]
  /// The plan's official acts, oldest first. Those of a kind this program does not know are left out.
  package var acts: [OfficialAct]
  /// Where the server's audit log ends; nil where the server did not say.
  package var auditHead: AuditHead?

  package init(_ value: JSONValue) throws(ClientError) {
    plan = try RemotePlan(value)
    rights = [:]
    for part in value["parts"]?.array ?? [] {
      guard let name = part["part"]?.string else { throw .badAnswer("parts") }
      // A right of a later version: reading is what it surely includes.
      rights[name] = part["right"]?.string.flatMap(Right.init(rawValue:)) ?? .read
    }
    people = try (value["people"]?.array ?? []).map { (person) throws(ClientError) in
      guard let account = person["account"]?.string, let name = person["name"]?.string else {
        throw .badAnswer("people")
      }
      return Person(
        account: AccountIdentifier(account), name: name, role: person["role"]?.string ?? "")
    }
    acts = (value["acts"]?.array ?? []).compactMap { OfficialAct(json: $0) }
    if let count = value["audit_head"]?["count"]?.integer, count >= 0,
      let chain = value["audit_head"]?["chain"]?.string.flatMap({
        Cryptography.bytes(hexadecimal: $0)
      })
    {
      auditHead = AuditHead(count: UInt64(count), chain: chain)
    }
    authors = [:]
    for entry in value["agents"]?.array ?? [] {
      guard let agent = entry["agent"]?.string.flatMap({ AgentID($0) }),
        let account = entry["account"]?.string
      else { throw .badAnswer("agents") }
      authors[agent] = AccountIdentifier(account)
    }
  }
}
