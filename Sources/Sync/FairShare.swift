/// Sharing a message among parts.
enum FairShare {
  /// How many items of each queue, from its front on, go into a message of `limit` bytes.
  ///
  /// The queues take turns, one item each, beginning with the next queue at each `turn`; a queue
  /// whose next item does not fit is done. The first item taken is always let in, so each queue
  /// gets on within as many turns as there are queues, whatever the others hold.
  /// O(queues + items taken).
  static func counts<Item>(
    of queues: [ArraySlice<Item>], size: (Item) -> Int, limit: Int, turn: UInt64
  ) -> [Int] {
    var counts = [Int](repeating: 0, count: queues.count)
    guard !queues.isEmpty else { return counts }
    // Half a message leaves room for everything but batches.
    var room = min(max(limit, 0), SyncLimits.messageBytes / 2)
    var isEmpty = true
    let start = Int(turn % UInt64(queues.count))
    var open = (Array(start..<queues.count) + Array(0..<start)).filter { !queues[$0].isEmpty }
    while !open.isEmpty {
      var next: [Int] = []
      for index in open {
        let queue = queues[index]
        let bytes = size(queue[queue.startIndex + counts[index]])
        guard isEmpty || bytes <= room else { continue }
        isEmpty = false
        room = max(0, room - bytes)
        counts[index] += 1
        if counts[index] < queue.count { next.append(index) }
      }
      open = next
    }
    return counts
  }
}
