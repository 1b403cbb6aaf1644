/// The state of the audit log at a moment: whoever remembers it notices if its past is changed.
package struct AuditHead: Hashable, Sendable {
  /// How many entries there are.
  package let count: UInt64
  /// The last entry's chain hash; 32 zeros if there are none.
  package let chain: [UInt8]

  package init(count: UInt64, chain: [UInt8]) {
    self.count = count
    self.chain = chain
  }

  /// The head after one more entry, of which only the leaf is known.
  package func extended(by leaf: [UInt8]) -> AuditHead {
    AuditHead(count: count + 1, chain: AuditEntry.chain(chain, leaf))
  }

  package static let empty = AuditHead(count: 0, chain: [UInt8](repeating: 0, count: 32))
}
