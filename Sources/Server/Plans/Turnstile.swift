/// Lets callers of an actor through one at a time, first come first served, across their `await`s:
/// an actor alone lets another call in at each of them.
struct Turnstile {
  private var isTaken = false
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private let capacity: Int

  /// - Parameter capacity: how many may wait.
  init(capacity: Int) { self.capacity = capacity }

  enum Entry {
    case admitted
    case wait
    case refused
  }

  /// Asks to go through; `wait` must be followed by `join`.
  mutating func enter() -> Entry {
    guard isTaken else {
      isTaken = true
      return .admitted
    }
    return waiting.count < capacity ? .wait : .refused
  }

  mutating func join(_ continuation: CheckedContinuation<Void, Never>) {
    waiting.append(continuation)
  }

  /// Lets the next one through.
  mutating func leave() {
    if waiting.isEmpty {
      isTaken = false
    } else {
      waiting.removeFirst().resume()
    }
  }
}
