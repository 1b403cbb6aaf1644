/// To whom an agent belongs; nil means the server itself.
package struct AgentOwner: Hashable, Sendable {
  package let device: DeviceIdentifier?
}
