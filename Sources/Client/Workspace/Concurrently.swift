import Dispatch
import Synchronization

enum Concurrently {
  /// Does the same work on each of some values, on as many threads as there are cores.
  ///
  /// - Returns: the results, in the order of the values.
  static func map<Value: Sendable, Output: Sendable>(
    _ values: [Value], _ work: @Sendable (Value) -> Output
  ) -> [Output] {
    if values.count < 2 { return values.map(work) }
    let outputs = Mutex([Output?](repeating: nil, count: values.count))
    DispatchQueue.concurrentPerform(iterations: values.count) { index in
      let output = work(values[index])
      outputs.withLock { $0[index] = output }
    }
    return outputs.withLock { $0.compactMap(\.self) }
  }
}
