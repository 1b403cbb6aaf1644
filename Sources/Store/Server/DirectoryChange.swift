/// One change of the server's directory. Changes are made together with the official acts they
/// follow from: see `OperationStore.apply(_:recording:now:)`.
package enum DirectoryChange: Hashable, Sendable {
  /// Fails with `StoreError.constraint` if the reference is taken.
  case addPlan(PlanRecord)
  case setPhase(String, of: PlanIdentifier)
  case setPack(String, version: String, of: PlanIdentifier)
  case setPreset(String, of: PlanIdentifier)
  case addAccount(Account)
  case setName(String, email: String?, of: AccountIdentifier)
  /// Adds the membership, or replaces the one the account has in the plan.
  case setMembership(Membership)
  case removeMembership(plan: PlanIdentifier, account: AccountIdentifier)
  /// The device can no longer sign in; its batches stay.
  case revokeDevice(DeviceIdentifier)
  /// Notes that the device was used.
  case markSeen(DeviceIdentifier)
}
