import Plan

/// A plan as the server lists it.
package struct RemotePlan: Hashable, Sendable {
  package var id: String
  package var reference: String
  /// The signed-in person's role in it.
  package var role: String
  package var phase: String
  package var preset: String
  package var pack: String
  package var packVersion: String

  init(_ value: JSONValue) throws(ClientError) {
    guard let id = value["id"]?.string, let reference = value["reference"]?.string,
      let role = value["role"]?.string, let phase = value["phase"]?.string,
      let preset = value["preset"]?.string, let pack = value["pack"]?.string,
      let packVersion = value["pack_version"]?.word
    else { throw .badAnswer("plan") }
    self.id = id
    self.reference = reference
    self.role = role
    self.phase = phase
    self.preset = preset
    self.pack = pack
    self.packVersion = packVersion
  }
}
