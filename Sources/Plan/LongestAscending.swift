/// Which of some numbers already stand in ascending order, as many as possible: what of a list need
/// not move for it to get another order.
package enum LongestAscending {
  /// The indices of a longest ascending run, others left out. O(n²), for lists that people write.
  ///
  /// - Parameter numbers: nil for what was not there before.
  package static func indices(of numbers: [Int?]) -> Set<Int> {
    var best: [(length: Int, before: Int?)] = []
    for (index, number) in numbers.enumerated() {
      var longest = (length: 1, before: Int?.none)
      guard let number else {
        best.append((0, nil))
        continue
      }
      for earlier in 0..<index {
        if let other = numbers[earlier], other < number, best[earlier].length >= longest.length {
          longest = (best[earlier].length + 1, earlier)
        }
      }
      best.append(longest)
    }
    var indices = Set<Int>()
    var next = best.indices.max { best[$0].length < best[$1].length }
    while let index = next, best[index].length > 0 {
      indices.insert(index)
      next = best[index].before
    }
    return indices
  }
}
