import Plan

/// A rule pack that a server gave, because this program does not carry it.
package struct FetchedPack: Hashable, Sendable {
  /// The folder's name, as errors name it.
  package var name: String
  /// By path inside the folder.
  package var files: [String: [UInt8]]

  init(_ value: JSONValue) throws(ClientError) {
    guard let name = value["name"]?.string, case .object(let members)? = value["files"] else {
      throw .badAnswer("pack")
    }
    self.name = name
    files = [:]
    for member in members {
      guard let text = member.value.string else { throw .badAnswer("pack") }
      files[member.key] = Array(text.utf8)
    }
  }
}
