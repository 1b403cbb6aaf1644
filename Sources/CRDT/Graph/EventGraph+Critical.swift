/// Critical versions: those that everything is before or after.
extension EventGraph {
  /// The last critical version before `boundary`; −1, the empty document, where there is none.
  func lastCritical(before boundary: Int) -> Int {
    guard let range = critical.last(where: { $0.lowerBound < boundary }) else { return -1 }
    return min(range.upperBound, boundary) - 1
  }

  /// The stretch of critical versions that begins at `version`, if it is one.
  func criticalLine(from version: Int) -> Range<Int>? {
    let index = criticalIndex(after: version) - 1
    guard index >= 0, critical[index].contains(version) else { return nil }
    return version..<critical[index].upperBound
  }

  /// The first critical version after `version`.
  func nextCritical(after version: Int) -> Int? {
    let index = criticalIndex(after: version)
    return index < critical.count ? critical[index].lowerBound : nil
  }

  /// The first range of critical versions that begins after `version`.
  private func criticalIndex(after version: Int) -> Int {
    var low = 0
    var high = critical.count
    while low < high {
      let middle = (low + high) / 2
      if critical[middle].lowerBound <= version { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
