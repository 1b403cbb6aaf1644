internal import Dispatch

/// Calls an action at a steady interval, on a thread of its own so that busy tasks cannot delay it.
///
/// Unchecked: a dispatch source may be cancelled from any thread, and nothing else is done to it.
final class InspectionTimer: @unchecked Sendable {
  private let source: any DispatchSourceTimer

  init(every interval: Duration, action: @escaping @Sendable () -> Void) {
    source = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "HTTP inspection"))
    let milliseconds = max(1, Int(interval / .milliseconds(1)))
    source.schedule(
      deadline: .now() + .milliseconds(milliseconds), repeating: .milliseconds(milliseconds),
      leeway: .milliseconds(milliseconds / 10))
    source.setEventHandler(handler: action)
    source.activate()
  }

  func cancel() {
    source.cancel()
  }
}
