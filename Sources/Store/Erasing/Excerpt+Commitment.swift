package import CRDT

extension Excerpt {
  /// Fixes what the excerpt says without telling it, and stays the same whatever is erased of it.
  /// O(words) hashes.
  ///
  /// - Parameter salt: 32 random bytes, without which a short excerpt's frame could be guessed.
  package func commitment(salt: [UInt8]) -> [UInt8] {
    var message = Array("ehcp part 2\0".utf8) + salt
    message.append(framed: structure)
    message += content.root(agent: .nobody, first: 0)
    return Cryptography.blake2b(message)
  }

  /// The excerpt without the words that these erasures take, each word whole.
  func erasing(_ erasures: [Erasure]) -> Excerpt {
    let places = places(of: erasures)
    if places.values.isEmpty && places.text.isEmpty { return self }
    return with(
      content.erasing(values: places.values, text: places.text, agent: .nobody, first: 0))
  }
}

extension AgentID {
  /// An excerpt has a seed of its own, so its salts follow from no agent.
  fileprivate static var nobody: AgentID { AgentID(high: 0, low: 0) }
}
