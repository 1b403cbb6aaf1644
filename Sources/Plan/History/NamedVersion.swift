package import CRDT

/// A moment of one part that somebody gave a name: `panel-1`.
///
/// A version of a whole plan is the entries of its parts that share an `identifier`. Each part keeps
/// its own, so nobody learns from a version of a part that is withheld from her.
package struct NamedVersion: Hashable, Sendable {
  /// The same in every part; random, and never shown.
  package var identifier: String
  package var name: String
  /// The record that holds it. Its agent gave the name.
  package var record: EventID
  /// The heads of the part at that moment.
  package var heads: [EventID]

  package init(identifier: String, name: String, record: EventID, heads: [EventID]) {
    self.identifier = identifier
    self.name = name
    self.record = record
    self.heads = heads
  }
}

extension PartDocument {
  /// The longest name of a version, in bytes of UTF-8.
  package static let versionNameLimit = 64

  /// Gives the part as it stands a name. The heads named are those before this very edit.
  ///
  /// - Parameter identifier: drawn at random once for all parts of the plan.
  package mutating func nameVersion(
    _ name: String, identifier: String
  ) throws(ContentError) {
    guard Self.isVersionName(name) else { throw .badLine(field: Reserved.name) }
    let heads = document.frontier
    let list = ObjectAddress(key: Reserved.versions)
    try changing { (document: inout Document) throws(DocumentError) in
      let record = try document.insertRecord(
        inListAt: list, at: document.records(inListAt: list).count)
      try document.set(.text(name), at: ObjectAddress(record: record, key: Reserved.name))
      try document.set(.text(identifier), at: ObjectAddress(record: record, key: Reserved.version))
      for head in heads {
        try document.add(
          .identifier(head), toSetAt: ObjectAddress(record: record, key: Reserved.heads))
      }
    }
  }

  /// The moments of this part that have a name and are whole here, oldest first.
  package var namedVersions: [NamedVersion] {
    document.records(inListAt: ObjectAddress(key: Reserved.versions)).compactMap { record in
      func text(_ key: String) -> String? {
        document.value(ofRegister: key, in: record.id).text
      }
      guard let name = text(Reserved.name), let identifier = text(Reserved.version) else {
        return nil
      }
      let heads = document.set(at: ObjectAddress(record: record.id, key: Reserved.heads))
        .compactMap(\.event)
      guard heads.allSatisfy(document.contains) else { return nil }
      return NamedVersion(
        identifier: identifier, name: name, record: record.id, heads: heads.sorted())
    }
  }

  /// One line that can be typed as one word: no white space, nothing unseen.
  package static func isVersionName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= versionNameLimit
      && name.unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
          .paragraphSeparator, .spaceSeparator:
          false
        default: scalar != "@" && scalar != "\u{2028}"
        }
      }
  }
}
