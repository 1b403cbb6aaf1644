/// Makes a batch by hand: for a thin client that sends index edits against a version it names, for
/// importers and for tests.
package struct BatchBuilder {
  private var contents: BatchContents
  private var targetOfAddress: [BatchContents.Target: Int] = [:]

  /// - Parameters:
  ///   - first: the first event's id.
  ///   - parents: the version the edits are made against.
  package init(first: EventID, parents: [EventID]) {
    contents = BatchContents(first: first, count: 0)
    contents.pieces = [BatchContents.Piece(length: 0, parents: parents.sorted())]
  }

  /// Inserts text; `position` counts scalars at the version made so far.
  package mutating func insert(_ text: String, at position: Int, in address: ObjectAddress) {
    let bytes = Array(text.utf8)
    let scalars = UTF8Scan.scalars(in: bytes[...])
    if scalars == 0 { return }
    var run = BatchContents.Run(
      kind: .insert, target: target(address, .text), length: scalars, position: position,
      payload: contents.text.count)
    run.byteCount = bytes.count
    contents.text += bytes
    append(run)
  }

  package mutating func delete(
    at position: Int, length: Int, backward: Bool = false, in address: ObjectAddress
  ) {
    if length == 0 { return }
    append(
      BatchContents.Run(
        kind: backward && length > 1 ? .deleteBackward : .deleteForward,
        target: target(address, .text),
        length: length, position: position, payload: 0))
  }

  /// The batch; at least one edit must have been made.
  package func finish() -> BatchContents { contents }

  private mutating func append(_ run: BatchContents.Run) {
    if !extendLast(with: run) { contents.runs.append(run) }
    contents.count += run.length
    contents.pieces[0].length = contents.count
  }

  /// Makes one run of two where the log would: equal work is to be equal bytes.
  private mutating func extendLast(with run: BatchContents.Run) -> Bool {
    guard var last = contents.runs.last, last.target == run.target else { return false }
    let isInsert = last.kind == .insert
    guard isInsert == (run.kind == .insert) else { return false }
    if isInsert {
      guard last.endPosition == run.position else { return false }
    } else {
      let isSingle = last.length == 1
      if last.kind == .deleteForward || isSingle,
        run.kind == .deleteForward || run.length == 1, run.position == last.position
      {
        last.kind = .deleteForward
      } else if last.kind == .deleteBackward || isSingle,
        run.kind == .deleteBackward || run.length == 1,
        run.position + last.length == last.position
      {
        last.kind = .deleteBackward
      } else {
        return false
      }
    }
    last.length += run.length
    last.byteCount += run.byteCount
    contents.runs[contents.runs.count - 1] = last
    return true
  }

  private mutating func target(_ address: ObjectAddress, _ kind: ObjectKind) -> Int {
    let target = BatchContents.Target(kind: kind, address: address)
    if let known = targetOfAddress[target] { return known }
    contents.targets.append(target)
    targetOfAddress[target] = contents.targets.count - 1
    return contents.targets.count - 1
  }
}
