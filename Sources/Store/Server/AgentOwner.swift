/// To whom an agent belongs; nil means the server itself.
struct AgentOwner: Hashable, Sendable {
  let device: DeviceIdentifier?
}
