/// What checking the audit log found.
package enum AuditVerification: Hashable, Sendable {
  case sound(AuditHead)
  /// The number of the first entry that is missing or is not what it was.
  case broken(first: UInt64)
}
