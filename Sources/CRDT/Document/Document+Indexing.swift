/// Keeping registers, sets and records in step with the log.
extension Document {
  /// Takes the events `versions`, which graph and log already hold, into registers, sets and records.
  mutating func index(_ versions: Range<Int>) {
    if versions.isEmpty { return }
    var version = versions.lowerBound
    var run = log.runIndex(of: version)
    while version < versions.upperBound {
      if log.kind(run).hasLength, objects.record(log.object(run)) == nil {
        // Text outside of records: nothing is kept about it here.
        version = min(log.end(run), versions.upperBound)
        run += 1
        continue
      }
      // Where two people's positions happen to follow on, one run of the log holds both their
      // events; who saw what differs between them, so the graph's runs part them here.
      let line = ownGraph.runRange(ownGraph.runIndex(of: version))
      let end = min(line.upperBound, versions.upperBound)
      let operation = log.clipped(run, to: version..<end)
      index(operation)
      version += operation.length
      if version == log.range(run).upperBound { run += 1 }
    }
    blankWhatIsErased(since: versions.lowerBound)
  }

  mutating func index(_ run: OperationRun) {
    let slot = objects.slots[run.object]
    switch run.kind {
    case .insert, .deleteForward, .deleteBackward:
      break
    case .slot:
      if run.payload == run.start {
        records[run.start] = RecordState(list: run.object, positions: [run.start])
      } else if var record = records[run.payload] {
        records[run.payload] = nil
        record.positions.removeAll { ownGraph.isAncestor($0, orEqual: run.start) }
        record.positions.append(run.start)
        records[run.payload] = record
      }
    case .write:
      registers[slot].heads.removeAll { ownGraph.isAncestor($0.version, orEqual: run.start) }
      registers[slot].heads.append(
        RegisterState.Head(version: run.start, value: log.values[run.payload]))
    case .add, .remove:
      let value = log.values[run.payload]
      var heads = sets[slot].heads[value] ?? []
      heads.removeAll { ownGraph.isAncestor($0.version, orEqual: run.start) }
      heads.append(SetState.Head(version: run.start, isAdded: run.kind == .add))
      sets[slot].heads[value] = heads
      if run.object == erasureSet { hasNewErasures = true }
    }
    noteEdit(run)
  }

  /// An edit inside a record is an edit inside the records around it too. Deleting and restoring are
  /// not edits: they are judged against them.
  private mutating func noteEdit(_ run: OperationRun) {
    guard var record = objects.record(run.object) else { return }
    if objects.kind(run.object) == .alive {
      records[record]?.alive = run.object
      return
    }
    let last = run.start + run.length - 1
    while let state = records[record] {
      if state.edits.count == 1 && state.edits[0] == run.start - 1 && isStraight(run.start) {
        records[record]?.edits[0] = last
      } else {
        var edits = state.edits.filter { !ownGraph.isAncestor($0, orEqual: last) }
        edits.append(last)
        records[record]?.edits = edits
      }
      guard let outer = objects.record(state.list) else { return }
      record = outer
    }
  }

  /// Whether an event's only parent is the one right before it.
  private func isStraight(_ version: Int) -> Bool {
    version > 0 && ownGraph.parents(of: version) == [version - 1]
  }
}
