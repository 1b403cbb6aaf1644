package import CRDT

/// Some replicas of one part; number `n` writes as agent `n + 1`, so a later one wins ties.
package struct Replicas {
  package var documents: [Document]

  package init(_ count: Int) {
    documents = (0..<count).map { number in
      var document = Document()
      document.begin(as: AgentID(high: UInt64(number + 1), low: 0))
      return document
    }
  }

  package subscript(number: Int) -> Document {
    get { documents[number] }
    set { documents[number] = newValue }
  }

  /// Everyone sends everyone everything.
  package mutating func exchange() throws(DocumentError) {
    for one in documents.indices {
      for other in documents.indices where one != other {
        try documents[one].pull(documents[other])
      }
    }
  }

  /// Whether all read alike.
  package var agree: Bool {
    let dump = documents[0].dump()
    return documents.allSatisfy { $0.dump() == dump }
  }
}
