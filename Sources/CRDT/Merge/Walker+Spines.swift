/// Telling spines what new events change.
extension Walker {
  /// Notes where an insertion, which the tracker has by now, stands.
  func noteInsertion(_ run: OperationRun, on tracker: Tracker) {
    let first = UInt32(truncatingIfNeeded: run.start)
    changes.append(
      .insert(
        object: run.object, first: run.start, length: run.length,
        after: tracker.landmark(before: first)))
  }

  /// Notes what a deletion, which the tracker has by now, took out.
  ///
  /// - Parameter targets: the items, in document order.
  func noteDeletion(
    _ run: OperationRun, _ targets: UnsafeMutablePointer<UInt32>, on tracker: Tracker
  ) {
    let isBackward = run.kind == .deleteBackward
    let first = isBackward ? run.start + run.length - 1 : run.start
    let whole = SpineDeletion(first: first, isBackward: isBackward)
    var start = 0
    while start < run.length {
      let item = targets[start]
      var end = start + 1
      while end < run.length, targets[end] == item + UInt32(truncatingIfNeeded: end - start) {
        end += 1
      }
      let deletion = whole.advanced(by: start)
      if item < Tracker.underwater {
        changes.append(
          .delete(object: run.object, first: Int(item), length: end - start, by: deletion))
      } else {
        changes.append(
          .deleteNext(
            object: run.object, length: end - start, after: tracker.landmark(before: item),
            by: deletion))
      }
      start = end
    }
  }
}
