/// What the fingerprint of a frozen version covers: which plan, which act, and of each part a
/// commitment, a hash that fixes its content without telling it.
///
/// So a person who may not read a part can still check the fingerprint, and that the parts she may
/// read are those that were frozen. The module has no hash function: whoever has one applies it.
package struct FrozenManifest: Hashable, Sendable {
  package var plan: String
  package var reference: String
  package var pack: String
  package var packVersion: String
  package var kind: OfficialAct.Kind
  package var date: CivilDate
  package var number: Int?
  /// 32 bytes each.
  package var commitments: [PartID: [UInt8]]

  package init(
    plan: String, reference: String, pack: String, packVersion: String, kind: OfficialAct.Kind,
    date: CivilDate, number: Int?, commitments: [PartID: [UInt8]]
  ) {
    self.plan = plan
    self.reference = reference
    self.pack = pack
    self.packVersion = packVersion
    self.kind = kind
    self.date = date
    self.number = number
    self.commitments = commitments
  }

  /// Canonical: equal manifests give equal text.
  package var text: String {
    let parts = commitments.sorted { $0.key < $1.key }.map { part, commitment in
      JSONValue.Member(part.description, .string(Fingerprint(commitment)?.description ?? ""))
    }
    let value: JSONValue = [
      "plan": .string(plan), "reference": .string(reference), "pack": .string(pack),
      "pack_version": .string(packVersion), "kind": .string(kind.rawValue),
      "date": .string(date.description), "number": number.map { .integer(Int64($0)) } ?? .null,
      "parts": .object(parts),
    ]
    return value.text()
  }

  /// The commitments of a manifest's text; nil where it is none.
  package static func commitments(in text: String) -> [PartID: Fingerprint]? {
    guard let value = (try? JSONText.parse(Array(text.utf8)))?.value,
      case .object(let parts) = value["parts"]
    else { return nil }
    var commitments: [PartID: Fingerprint] = [:]
    for part in parts {
      guard case .string(let text) = part.value, let hash = Fingerprint(text) else { return nil }
      commitments[PartID(part.key)] = hash
    }
    return commitments
  }

  /// What the fingerprint is the hash of.
  package static func hashed(_ text: String) -> [UInt8] {
    Array("ehcp version 1\0".utf8) + Array(text.utf8)
  }
}
