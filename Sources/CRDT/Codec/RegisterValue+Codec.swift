/// Values among local versions: an event is named by the number of its agent and its sequence number,
/// as elsewhere by its id, because it may belong to another document.
extension ByteWriter {
  mutating func append(_ value: RegisterValue, agentNumber: (AgentID) -> Int) {
    switch value {
    case .none: append(byte: 0)
    case .flag(let flag): append(byte: flag ? 2 : 1)
    case .integer(let number):
      append(byte: 3)
      append(signed: number)
    case .text(let text):
      append(byte: 4)
      append(block: Array(text.utf8))
    case .identifier(let event):
      append(byte: 5)
      append(number: agentNumber(event.agent))
      append(number: event.sequence)
    }
  }
}

extension ByteReader {
  mutating func value(agents: [AgentID]) throws(CodecError) -> RegisterValue {
    switch try byte() {
    case 0: return .none
    case 1: return .flag(false)
    case 2: return .flag(true)
    case 3: return .integer(try signed())
    case 4: return .text(try string())
    case 5:
      guard !agents.isEmpty else { throw .invalid }
      let agent = try number(atMost: agents.count - 1)
      return .identifier(EventID(agent: agents[agent], sequence: try number()))
    default: throw .invalid
    }
  }

  mutating func string() throws(CodecError) -> String {
    guard let string = String(validating: try block(), as: UTF8.self) else { throw .invalidText }
    return string
  }
}
