package import CRDT

extension Document {
  /// Takes a batch in; false where something it was made upon is missing.
  package mutating func takes(_ batch: BatchContents) throws(DocumentError) -> Bool {
    do {
      try receive([batch])
      return true
    } catch {
      switch error {
      case .missingParents, .gap: return false
      default: throw error
      }
    }
  }
}

extension Document {
  /// Takes in a batch from bytes that may be anything.
  package mutating func receive(decoding bytes: [UInt8]) throws(DocumentError) {
    let contents: BatchContents
    do { contents = try BatchContents(decoding: bytes) } catch { throw .malformed(error) }
    try receive([contents])
  }

  /// Takes in everything the other holds that this one lacks, as the wire would bring it.
  package mutating func pull(_ other: Document) throws(DocumentError) {
    for batch in other.batches(after: versionVector) { try receive(batch) }
  }

  /// Inserts text at an address.
  package mutating func write(
    _ text: String, at position: Int, in address: ObjectAddress
  ) throws(DocumentError) {
    let handle = try self.text(at: address)
    try insert(text, at: position, in: handle)
  }

  /// Deletes text at an address.
  package mutating func erase(
    at position: Int, length: Int, in address: ObjectAddress
  ) throws(DocumentError) {
    let handle = try text(at: address)
    try delete(at: position, length: length, in: handle)
  }
}
