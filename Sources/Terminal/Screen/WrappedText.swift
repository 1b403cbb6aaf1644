/// A text laid out in lines of a width, and the way between its scalars and its columns.
package struct WrappedText: Hashable, Sendable {
  struct Line: Hashable, Sendable {
    /// Of ``clusters``; a line end belongs to the line it ends.
    var clusters: Range<Int>
    /// Where the line begins in the text, in scalars.
    var start: Int
  }

  let clusters: [Cluster]
  /// At least one.
  let lines: [Line]
  /// Of the whole text, in scalars.
  let length: Int
  private let width: Int

  /// Breaks at spaces, and within words that are wider than a line. Spaces hang over the edge.
  ///
  /// - Complexity: O(text).
  package init(_ text: String, width: Int) {
    let clusters = Cluster.clusters(of: text)
    self.clusters = clusters
    self.width = max(width, 2)
    length = clusters.last.map { $0.offset + $0.length } ?? 0
    lines = Self.lines(clusters, width: max(width, 2), length: length)
  }

  package var lineCount: Int { lines.count }

  /// The words of a line, without its line end.
  package func text(line: Int) -> String {
    clusters[lines[line].clusters].map(\.glyph).joined()
  }

  /// Where an offset stands. At a break the caret stands on the line that begins there.
  package func position(of offset: Int) -> (line: Int, column: Int) {
    var line = 0
    var high = lines.count
    while line + 1 < high {
      let middle = (line + high) / 2
      if lines[middle].start <= offset { line = middle } else { high = middle }
    }
    var column = 0
    for cluster in clusters[lines[line].clusters] {
      if cluster.offset >= offset || cluster.isLineEnd { break }
      column += cluster.width
    }
    return (line, min(column, width - 1))
  }

  /// The offset nearest to a column of a line.
  package func offset(line: Int, column: Int) -> Int {
    let line = min(max(line, 0), lines.count - 1)
    var used = 0
    let isLast = line == lines.count - 1
    for index in lines[line].clusters {
      let cluster = clusters[index]
      if cluster.isLineEnd || used + cluster.width > column { return cluster.offset }
      used += cluster.width
      // Behind a soft break's last cluster is the next line already.
      if !isLast, index == lines[line].clusters.upperBound - 1 { return cluster.offset }
    }
    return isLast ? length : lines[line].start
  }

  /// The next place for a caret.
  package func boundary(after offset: Int) -> Int {
    clusters.first { $0.offset + $0.length > offset }.map { $0.offset + $0.length } ?? length
  }

  package func boundary(before offset: Int) -> Int {
    clusters.last { $0.offset < offset }?.offset ?? 0
  }

  /// The columns of each line that a range of scalars takes.
  package func columns(of range: Range<Int>) -> [(line: Int, columns: Range<Int>)] {
    var found: [(line: Int, columns: Range<Int>)] = []
    for (index, line) in lines.enumerated() {
      var column = 0
      var first: Int?
      for cluster in clusters[line.clusters] {
        if range.contains(cluster.offset), first == nil { first = column }
        if let start = first, !range.contains(cluster.offset) {
          found.append((index, start..<column))
          first = nil
        }
        column += cluster.width
      }
      if let first, column > first { found.append((index, first..<column)) }
    }
    return found
  }

  private static func lines(_ clusters: [Cluster], width: Int, length: Int) -> [Line] {
    var lines: [Line] = []
    var first = 0
    var used = 0
    /// After the last space of the line: where it can be broken.
    var breakable = 0
    func close(_ end: Int) {
      let start = first < clusters.count ? clusters[first].offset : length
      lines.append(Line(clusters: first..<end, start: start))
      first = end
    }
    var index = 0
    while index < clusters.count {
      let cluster = clusters[index]
      if cluster.isLineEnd {
        close(index + 1)
        (used, breakable) = (0, first)
      } else if cluster.isSpace || used + cluster.width <= width || index == first {
        used += cluster.width
        if cluster.isSpace { breakable = index + 1 }
      } else {
        close(breakable > first ? breakable : index)
        used = clusters[first..<index].reduce(0) { $0 + $1.width }
        breakable = first
        continue
      }
      index += 1
    }
    close(clusters.count)
    return lines
  }
}
