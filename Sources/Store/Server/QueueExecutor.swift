import Dispatch

/// Runs an actor's work on a Dispatch queue of its own, one piece at a time, first come first
/// served: SQLite may block for a disk, and must not block the threads all other tasks share.
final class QueueExecutor: SerialExecutor {
  private let queue: DispatchQueue

  init(label: String) { queue = DispatchQueue(label: label) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
