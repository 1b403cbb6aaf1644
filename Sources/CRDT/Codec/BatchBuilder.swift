/// Makes a batch by hand: for a thin client that sends index edits against a version it names, for
/// importers and for tests.
package struct BatchBuilder {
  private var contents: BatchContents
  private var targetOfAddress: [BatchContents.Target: Int] = [:]

  /// - Parameters:
  ///   - first: the first event's id.
  ///   - parents: the version the edits are made against.
  package init(first: EventID, parents: [EventID]) {
    contents = BatchContents(first: first, parents: parents)
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
        kind: backward ? .deleteBackward : .deleteForward, target: target(address, .text),
        length: length, position: position, payload: 0))
  }

  /// The batch; at least one edit must have been made.
  package func finish() -> BatchContents { contents }

  private mutating func append(_ run: BatchContents.Run) {
    contents.runs.append(run)
    contents.count += run.length
    contents.pieces[0].length = contents.count
  }

  private mutating func target(_ address: ObjectAddress, _ kind: ObjectKind) -> Int {
    let target = BatchContents.Target(kind: kind, address: address)
    if let known = targetOfAddress[target] { return known }
    contents.targets.append(target)
    targetOfAddress[target] = contents.targets.count - 1
    return contents.targets.count - 1
  }
}

extension BatchContents {
  fileprivate init(first: EventID, parents: [EventID]) {
    agent = first.agent
    self.first = first.sequence
    count = 0
    pieces = [Piece(length: 0, parents: parents)]
  }
}
