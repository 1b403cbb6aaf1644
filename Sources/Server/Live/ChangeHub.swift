import HTTP
import Plan
import Store
import Synchronization

/// Tells devices that listen what has changed, so that they synchronise.
///
/// What is sent is a hint: whoever misses one, or reads too slowly and is cut off, asks again and
/// misses nothing, because synchronisation goes by cursors.
final class ChangeHub: Sendable {
  struct Listener: Sendable {
    let plan: PlanIdentifier
    let account: AccountIdentifier
    let device: DeviceIdentifier
    /// The parts this person may read.
    var readable: Set<PartID>
    /// Where the person is, as far as she says.
    var part: PartID?
    let ends: UnixTime
    let stream: HTTPResponseStream
  }

  private struct State {
    var listeners: [UInt64: Listener] = [:]
    var last: UInt64 = 0
  }

  private let limits: ServerLimits
  private let state = Mutex(State())

  init(limits: ServerLimits) { self.limits = limits }

  var count: Int { state.withLock { $0.listeners.count } }

  /// Adds a listener, until its stream is over; false if there are too many.
  func add(_ listener: Listener) -> Bool {
    let number: UInt64? = state.withLock { state in
      let own = state.listeners.values.count { $0.account == listener.account }
      guard state.listeners.count < limits.streams, own < limits.streamsPerAccount else {
        return nil
      }
      state.last += 1
      state.listeners[state.last] = listener
      return state.last
    }
    guard let number else { return false }
    listener.stream.onTermination { [weak self] _ in
      self?.state.withLock { $0.listeners[number] = nil }
      self?.tellPresence(of: listener.plan)
    }
    tellPresence(of: listener.plan)
    return true
  }

  /// A device that listens to a plan is in a part now, or in none.
  func move(_ device: DeviceIdentifier, to part: PartID?, of plan: PlanIdentifier) {
    let hasMoved = state.withLock { state in
      var hasMoved = false
      for (number, listener) in state.listeners
      where listener.plan == plan && listener.device == device && listener.part != part {
        state.listeners[number]?.part = part
        hasMoved = true
      }
      return hasMoved
    }
    if hasMoved { tellPresence(of: plan) }
  }

  /// A part has grown up to the cursor.
  func changed(_ part: PartID, of plan: PlanIdentifier, cursor: UInt64) {
    let data: JSONValue = [
      "part": .string(part.description), "cursor": .integer(Int64(clamping: cursor)),
    ]
    send("change", data, to: plan) { $0.readable.contains(part) }
  }

  /// People, roles or rights of the plan have changed.
  func peopleChanged(of plan: PlanIdentifier) {
    send("people", [:], to: plan) { _ in true }
  }

  /// Who listens to a plan.
  func accounts(listeningTo plan: PlanIdentifier) -> Set<AccountIdentifier> {
    state.withLock { state in
      Set(state.listeners.values.lazy.filter { $0.plan == plan }.map(\.account))
    }
  }

  /// From now on the account hears of these parts.
  func setReadable(_ parts: Set<PartID>, for account: AccountIdentifier, in plan: PlanIdentifier) {
    state.withLock { state in
      for (number, listener) in state.listeners
      where listener.plan == plan && listener.account == account {
        state.listeners[number]?.readable = parts
      }
    }
  }

  /// Shows every listener that the line is up, and ends streams that have lasted long enough.
  func beat(now: UnixTime) {
    for listener in listeners(where: { _ in true }) {
      if listener.ends <= now {
        listener.stream.finish()
      } else {
        listener.stream.write(ServerSentEvent.heartbeat)
      }
    }
  }

  /// The device is signed out: it hears nothing more.
  func cut(_ device: DeviceIdentifier) {
    for listener in listeners(where: { $0.device == device }) { listener.stream.finish() }
  }

  private func send(
    _ event: String, _ data: JSONValue, to plan: PlanIdentifier,
    where condition: (Listener) -> Bool
  ) {
    guard let bytes = ServerSentEvent(event: event, data: data.text()).bytes else { return }
    // A write ends a stream that is read too slowly, which calls back: not under the lock.
    for listener in listeners(where: { $0.plan == plan && condition($0) }) {
      listener.stream.write(bytes)
    }
  }

  func listeners(where condition: (Listener) -> Bool) -> [Listener] {
    state.withLock { $0.listeners.values.filter(condition) }
  }
}
