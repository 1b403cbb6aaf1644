/// Taking in typing as it happens.
extension Document {
  /// Takes in a batch that is nothing but typing; see ``TypingBatch``.
  ///
  /// The same as for any batch, in half the time. Upon the present version nothing is changed before
  /// all is known to be right, so there is nothing to take back either.
  ///
  /// - Returns: how many events were new; nil where the batch is of another kind, or not right.
  mutating func receiveTyping(_ batch: StoredBatch) throws(DocumentError) -> Int? {
    guard let typing = TypingBatch(batch, for: self) else { return nil }
    guard typing.parents == ownGraph.frontier else {
      return try receive { (document: inout Document) throws(DocumentError) in
        document.append(typing, from: batch.payload)
      }
    }
    guard fits(typing) else { return nil }
    let boundary = ownGraph.count
    append(typing, from: batch.payload)
    let slot = objects.slots[typing.object]
    batch.payload.withUnsafeBufferPointer { payload in
      Self.forEachRun(of: typing, in: payload) { run, bytes in
        switch run.kind {
        case .insert: texts[slot].insert(bytes, scalars: run.length, at: run.position)
        case .deleteBackward:
          texts[slot].delete(at: run.position &- run.length &+ 1, length: run.length)
        default: texts[slot].delete(at: run.position, length: run.length)
        }
      }
    }
    index(boundary..<ownGraph.count)
    return typing.count
  }

  /// Appends typing to graph and log.
  private mutating func append(_ typing: TypingBatch, from payload: [UInt8]) {
    payload.withUnsafeBufferPointer { payload in
      Self.forEachRun(of: typing, in: payload) { run, bytes in
        if run.kind == .insert {
          log.appendInsert(
            object: typing.object, position: run.position, bytes: bytes, scalars: run.length,
            merging: true)
        } else {
          log.appendDelete(
            object: typing.object, position: run.position, length: run.length,
            backward: run.kind == .deleteBackward, merging: true)
        }
      }
    }
    ownGraph.append(length: typing.count, agent: typing.agent, parents: typing.parents)
  }

  private static func forEachRun(
    of typing: TypingBatch, in payload: UnsafeBufferPointer<UInt8>,
    _ body: (TypingBatch.Run, UnsafeBufferPointer<UInt8>) -> Void
  ) {
    var byte = typing.text.lowerBound
    typing.forEachRun { run in
      let start = byte
      if run.kind == .insert {
        byte = typing.isASCII ? byte &+ run.length : typing.text.upperBound
      }
      body(run, UnsafeBufferPointer(rebasing: payload[start..<byte]))
      return true
    }
  }

  /// Whether every position is one of the text as it is by then.
  private func fits(_ typing: TypingBatch) -> Bool {
    var length = texts[objects.slots[typing.object]].scalarCount
    var fits = true
    typing.forEachRun { run in
      switch run.kind {
      case .insert:
        fits = run.position <= length
        length &+= run.length
      default:
        let first =
          run.kind == .deleteBackward ? run.position &- run.length &+ 1 : run.position
        fits = run.length <= length &- first
        length &-= run.length
      }
      return fits
    }
    return fits
  }
}
