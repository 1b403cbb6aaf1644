import CRDT
import Client

/// The day on which something was written, as people say it; each is put into words once.
struct WrittenDays {
  private let times: BatchTimes
  /// By time.
  private var known: [Int64: String] = [:]
  /// The entry last asked for: words beside each other were mostly written together.
  private var last: BatchTimes.Entry?

  init(_ times: BatchTimes) { self.times = times }

  /// `22 Nov`; `this device` of what only this device has.
  mutating func label(of event: EventID) -> String {
    guard let entry = entry(of: event) else { return "" }
    return entry.isStored ? day(of: entry) : "this device"
  }

  /// `22 Nov`
  mutating func day(of event: EventID) -> String? { entry(of: event).map { day(of: $0) } }

  private mutating func entry(of event: EventID) -> BatchTimes.Entry? {
    if let last, last.stretch.contains(event) { return last }
    last = times.entry(of: event)
    return last
  }

  private mutating func day(of entry: BatchTimes.Entry) -> String {
    if let day = known[entry.time] { return day }
    let day = Moment.day(entry.time)
    known[entry.time] = day
    return day
  }
}
