import CRDT
import Client

/// The day on which something was written, as people say it; each is put into words once.
struct WrittenDays {
  private let times: BatchTimes
  /// By time.
  private var known: [Int64: String] = [:]

  init(_ times: BatchTimes) { self.times = times }

  /// `22 Nov`; `this device` of what only this device has.
  mutating func label(of event: EventID) -> String {
    guard let entry = times.entry(of: event) else { return "" }
    return entry.isStored ? day(of: event) ?? "" : "this device"
  }

  /// `22 Nov`
  mutating func day(of event: EventID) -> String? {
    guard let entry = times.entry(of: event) else { return nil }
    if let day = known[entry.time] { return day }
    let day = Moment.day(entry.time)
    known[entry.time] = day
    return day
  }
}
