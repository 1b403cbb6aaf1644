package import CRDT

/// Why a typed address names no place.
package enum PlaceError: Error, Hashable, Sendable {
  /// Not of the form `B`, `B.2`, `B.2.description`, `A.history`.
  case badForm
  case unknownPart(String, known: [String])
  /// The part has no such field or list; `known` are those it has.
  case unknownField(String, part: PartID, known: [String])
  case noSuchRecord(String, part: PartID, count: Int)
  /// A short name that several records share.
  case ambiguousRecord(String)
}

/// Reads places as people type them: a part; in it a field, or a record by its number or short name,
/// with or without the list's key before it; of the record a field.
///
///     B    B.2    B.2.description    F.provisions.3    B.tkwnf.title    A.history
package enum PlaceReader {
  package static func read(_ text: String, in plan: PlanView) throws(PlaceError) -> Place {
    var words = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard (1...4).contains(words.count), words.allSatisfy({ !$0.isEmpty }) else { throw .badForm }
    let name = words.removeFirst()
    guard
      let part = plan.parts.first(where: { $0.id.description.lowercased() == name.lowercased() })
    else { throw .unknownPart(name, known: plan.parts.map(\.id.description)) }
    if words.isEmpty { return Place(part: part.id) }

    var collection = part.collections.first
    if let named = part.collection(words[0]) {
      collection = named
      words.removeFirst()
      if words.isEmpty { return Place(part: part.id, collection: named.key) }
    } else if words.count == 1, part.field(words[0]) != nil {
      return Place(part: part.id, field: words[0])
    }
    guard let collection else {
      throw .unknownField(words[0], part: part.id, known: part.fields.map(\.key))
    }
    let record = try record(words.removeFirst(), in: collection, of: part)
    let place = Place(
      part: part.id, collection: collection.key, record: record.id, number: record.number)
    guard let field = words.first else { return place }
    guard words.count == 1 else { throw .badForm }
    guard record.field(field) != nil else {
      throw .unknownField(field, part: part.id, known: record.fields.map(\.key))
    }
    return Place(
      part: part.id, collection: collection.key, record: record.id, number: record.number,
      field: field)
  }

  private static func record(
    _ word: String, in collection: CollectionView, of part: PartView
  ) throws(PlaceError) -> RecordView {
    if let number = Int(word) {
      guard let record = collection.records.first(where: { $0.number == number }) else {
        throw .noSuchRecord(word, part: part.id, count: collection.records.count)
      }
      return record
    }
    let found = collection.records.filter { $0.id.shortName.hasPrefix(word.lowercased()) }
    if found.count > 1 { throw .ambiguousRecord(word) }
    if let record = found.first { return record }
    let known = part.fields.map(\.key) + part.collections.map(\.key)
    throw .unknownField(word, part: part.id, known: known)
  }
}

extension EventID {
  /// Five consonants by which a person can name a record, whatever its place: as in `tkwnf`. Not
  /// unique for certain, but among the records of a list nearly always.
  package var shortName: String {
    let alphabet: StaticString = "bcdfghjkmnpqrstvwxyz"
    let letters = UInt64(alphabet.utf8CodeUnitCount)
    // FNV-1a over the id's 24 bytes: any even spread would do, but it may never change.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for word in [agent.high, agent.low, sequence] {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        hash = (hash ^ (word >> shift & 0xFF)) &* 0x100_0000_01b3
      }
    }
    hash ^= hash >> 32
    return String(unsafeUninitializedCapacity: 5) { name in
      for index in 0..<5 {
        name[index] = alphabet.utf8Start[Int(hash % letters)]
        hash /= letters
      }
      return 5
    }
  }
}
