import HTTP
import Plan
import Store

/// Who is there: known only from who listens, told only to who listens, and never stored.
extension ChangeHub {
  /// Tells everybody who listens to a plan who else does, and in which section as far as each may
  /// read it.
  ///
  /// The whole list each time: whoever misses one is put right by the next.
  func tellPresence(of plan: PlanIdentifier) {
    let present = listeners { $0.plan == plan && !$0.readable.isEmpty }
    for listener in present {
      let others = present.filter { $0.account != listener.account }
      let people = Set(others.map(\.account)).sorted { $0.description < $1.description }
      let list = people.map { account -> JSONValue in
        let parts = Set(others.lazy.filter { $0.account == account }.compactMap(\.part))
        return [
          "account": .string(account.description),
          "parts": .array(
            parts.intersection(listener.readable).sorted().map { .string($0.description) }),
        ]
      }
      let event = ServerSentEvent(
        event: "presence", data: (["people": .array(list)] as JSONValue).text())
      if let bytes = event.bytes { listener.stream.write(bytes) }
    }
  }
}
