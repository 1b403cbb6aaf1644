/// Taking in many batches at once.
extension Document {
  /// Takes in a bundle, all of its batches or none; what is held already is passed over.
  ///
  /// - Returns: how many events were new.
  /// - Throws: as for one batch; nothing has changed then.
  /// - Complexity: that of the batches, less what each costs by itself.
  @discardableResult
  package mutating func receive(_ bundle: BatchBundle) throws(DocumentError) -> Int {
    try receive { (document: inout Document) throws(DocumentError) in
      for section in bundle.sections {
        switch section {
        case .columns(let columns): try document.stage(columns)
        case .batch(let batch): try document.stage(batch.contents())
        }
      }
    }
  }

  private mutating func stage(_ columns: BatchColumns) throws(DocumentError) {
    guard isNew(columns) else {
      try columns.forEachContents { (contents) throws(DocumentError) in try stage(contents) }
      return
    }
    guard ownGraph.count + columns.pieces.count < EventGraph.capacity else { throw .tooLarge }
    var numbers = [Int](repeating: -1, count: columns.agents.count)
    // In the order of their first events, as they would come one by one.
    for agent in columns.pieces.agent where numbers[Int(agent)] < 0 {
      numbers[Int(agent)] = ownGraph.intern(columns.agents[Int(agent)])
    }
    for number in numbers.indices where numbers[number] < 0 {
      numbers[number] = ownGraph.index(of: columns.agents[number]) ?? -1
    }
    let missing = ownGraph.append(columns.pieces, agents: numbers)
    if !missing.isEmpty {
      throw .missingParents(
        missing.map {
          EventID(agent: columns.agents[$0.agent], sequence: UInt64($0.sequence))
        })
    }
    try stageOperations(of: columns)
  }

  /// Whether the columns go on right where each of their authors is held up to.
  private func isNew(_ columns: BatchColumns) -> Bool {
    var isAuthor = [Bool](repeating: false, count: columns.agents.count)
    for agent in columns.pieces.agent { isAuthor[Int(agent)] = true }
    return isAuthor.indices.allSatisfy {
      !isAuthor[$0] || ownGraph.nextSequence(of: columns.agents[$0]) == columns.firsts[$0]
    }
  }

  private mutating func stageOperations(of columns: BatchColumns) throws(DocumentError) {
    let base = log.count
    var objects = [Int](repeating: -1, count: columns.objects.count)
    var slotRecords: [UInt32] = []
    for run in 0..<columns.log.runs {
      let number = columns.log.object(run)
      if objects[number] < 0 {
        var record: Int?
        if let name = columns.objects[number].record {
          record = try stagedRecord(columns.event(name))
        }
        objects[number] = intern(
          record: record, key: columns.address(number).key, kind: columns.objects[number].kind)
      }
      guard columns.log.kind(run) == .slot else { continue }
      let payload = Int(columns.log.payload[run])
      let version: Int
      if payload & BatchColumns.movedBit == 0 {
        version = base + payload
        records[version] = RecordState(list: objects[number], positions: [])
        stagedRecords.append(version)
      } else {
        let name = columns.moved[payload & ~BatchColumns.movedBit]
        version = try stagedRecord(columns.event(name))
        guard records[version]?.list == objects[number] else { throw .unknownRecord }
      }
      slotRecords.append(UInt32(truncatingIfNeeded: version))
    }
    log.append(columns.log, objects: objects, records: slotRecords)
  }

  /// A record that was created before the operation looked at.
  private func stagedRecord(_ event: EventID) throws(DocumentError) -> Int {
    guard let version = ownGraph.version(of: event), records[version] != nil else {
      throw .unknownRecord
    }
    return version
  }
}

extension StoredBatch {
  /// What the batch holds, read and compared with what stands around it.
  ///
  /// - Throws: `malformed`.
  func contents() throws(DocumentError) -> BatchContents {
    let contents: BatchContents
    do { contents = try BatchContents(decoding: payload) } catch { throw .malformed(error) }
    guard contents.agent == agent, contents.first == first, contents.count == Int(count) else {
      throw .malformed(.invalid)
    }
    return contents
  }
}
