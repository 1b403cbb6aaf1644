/// Erasing what people wrote from a document: its log, its texts and its registers.
extension Document {
  /// What is erased here.
  package var erasures: [Erasure] {
    Erasure.joined(set(at: Erasure.address).compactMap { Erasure($0) })
  }

  /// Erases events' content, as an operation that every replica will carry out.
  ///
  /// - Throws: `noAgent`.
  package mutating func erase(_ erasures: [Erasure]) throws(DocumentError) {
    for erasure in Erasure.joined(erasures) {
      try add(erasure.member, toSetAt: Erasure.address)
    }
    blankWhatIsErased(since: graph.count)
  }

  /// Blanks what the erasures taken in since the last call name, and of the events from `boundary` on
  /// what any erasure names.
  mutating func blankWhatIsErased(since boundary: Int) {
    guard erasureSet != nil else { return }
    let start = hasNewErasures ? 0 : boundary
    hasNewErasures = false
    if start == graph.count { return }
    var versions: [Range<Int>] = []
    for erasure in erasures {
      guard let agent = graph.index(of: erasure.agent) else { continue }
      let first = Int(erasure.events.lowerBound)
      for stretch in graph.versions(ofAgentAt: agent, from: first) {
        let offset = Int(erasure.events.upperBound) - graph.author(at: stretch.lowerBound).sequence
        let lower = max(start, stretch.lowerBound)
        let upper = min(stretch.upperBound, stretch.lowerBound + max(0, offset))
        if lower < upper { versions.append(lower..<upper) }
      }
    }
    if !versions.isEmpty { blank(versions.sorted { $0.lowerBound < $1.lowerBound }) }
  }

  /// Puts what stands for erased content in place of that of `versions`, which ascend.
  ///
  /// - Complexity: O(history): the log is written anew and replayed.
  private mutating func blank(_ versions: [Range<Int>]) {
    unpack()
    let blanked = log.blanking(versions) { objects.kind($0) == .register }
    guard blanked.content != log.content || blanked.values != log.values else { return }
    log = blanked
    rebuild()
    for index in registers.indices {
      registers[index].heads = registers[index].heads.map { head in
        let run = log.run(log.runIndex(of: head.version))
        return RegisterState.Head(version: head.version, value: log.values[run.payload])
      }
    }
  }
}

extension BatchContents {
  /// The erasures the batch brings.
  package var erasures: [Erasure] {
    guard targets.contains(where: { $0.kind == .set && $0.address == Erasure.address }) else {
      return []
    }
    return runs.compactMap { run in
      guard run.kind == .add, targets[run.target].address == Erasure.address else { return nil }
      return Erasure(values[run.payload])
    }
  }
}

extension StoredBatch {
  /// The erasures the batch brings; none if it is no batch of the engine.
  package var erasures: [Erasure] {
    // Looked for before it is read: hardly any batch brings some.
    let key = Array(Erasure.address.key.utf8)
    let mayHaveSome = payload.withUnsafeBufferPointer { bytes in
      bytes.indices.contains { bytes[$0] == key[0] && bytes[$0...].starts(with: key) }
    }
    guard mayHaveSome else { return [] }
    return (try? BatchContents(decoding: payload))?.erasures ?? []
  }
}

extension OperationLog {
  /// The same operations, the content of `versions` blanked; `isRegister` tells objects whose values
  /// are content.
  func blanking(_ versions: [Range<Int>], isRegister: (Int) -> Bool) -> OperationLog {
    var result = OperationLog(base: base)
    var rest = versions[...]
    for index in 0..<runs {
      let run = run(index)
      let whole = run.start..<run.start + run.length
      while let next = rest.first, next.upperBound <= whole.lowerBound { rest.removeFirst() }
      let touched = rest.prefix { $0.lowerBound < whole.upperBound }
      switch run.kind {
      case .insert:
        let bytes = blankedText(of: run, touched)
        bytes.withUnsafeBufferPointer {
          result.appendInsert(
            object: run.object, position: run.position, bytes: $0, scalars: run.length,
            merging: false)
        }
      case .deleteForward, .deleteBackward:
        result.appendDelete(
          object: run.object, position: run.position, length: run.length,
          backward: run.kind == .deleteBackward, merging: false)
      case .slot:
        result.appendSlot(object: run.object, position: run.position, record: run.payload)
      case .write, .add, .remove:
        let value = values[run.payload]
        let isBlank = !touched.isEmpty && run.kind == .write && isRegister(run.object)
        result.appendValue(run.kind, object: run.object, value: isBlank ? value.erased : value)
      }
    }
    return result
  }

  private func blankedText(of run: OperationRun, _ touched: ArraySlice<Range<Int>>) -> [UInt8] {
    let end = contentOffset(from: run.payload, scalars: run.length)
    if touched.isEmpty { return Array(content[run.payload..<end]) }
    var bytes: [UInt8] = []
    var offset = run.payload
    var version = run.start
    for range in touched {
      let blank = range.clamped(to: run.start..<run.start + run.length)
      let start = contentOffset(from: offset, scalars: blank.lowerBound - version)
      bytes += content[offset..<start]
      for _ in blank { bytes += BatchContent.erasedBytes }
      offset = contentOffset(from: start, scalars: blank.count)
      version = blank.upperBound
    }
    return bytes + content[offset..<end]
  }
}
