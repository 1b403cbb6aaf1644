/// How a part stands towards the server.
package struct PartState: Hashable, Sendable {
  package let part: PartAddress
  /// How far the server's log was read; zero if not at all.
  package let serverCursor: UInt64
  /// What this account may do in the part, as the server last said; nil if it has not.
  package let permission: String?

  package init(part: PartAddress, serverCursor: UInt64, permission: String?) {
    self.part = part
    self.serverCursor = serverCursor
    self.permission = permission
  }
}
