extension BatchContents {
  /// The batch as bytes; see the type for the layout.
  package func encoded() -> [UInt8] {
    var agents = AgentColumn(author: agent)
    var body = ByteWriter()
    body.append(number: first)
    body.append(number: pieces.count)
    for piece in pieces {
      body.append(number: piece.length)
      body.append(number: piece.parents.count)
      for parent in piece.parents { agents.append(parent, to: &body) }
    }
    body.append(number: targets.count)
    for target in targets {
      body.append(byte: target.kind.rawValue)
      if let record = target.address.record {
        body.append(byte: 1)
        agents.append(record, to: &body)
      } else {
        body.append(byte: 0)
      }
      body.append(block: Array(target.address.key.utf8))
    }
    appendRuns(to: &body, agents: &agents)
    body.append(number: values.count)
    for value in values { body.append(value) { agents.number(of: $0) } }
    body.append(block: text)

    var result = ByteWriter()
    result.append(number: Self.version)
    result.append(number: agents.agents.count)
    for agent in agents.agents { result.append(agent: agent) }
    result.append(body.bytes)
    return result.bytes
  }

  private func appendRuns(to body: inout ByteWriter, agents: inout AgentColumn) {
    body.append(number: runs.count)
    var expected = [Int](repeating: 0, count: targets.count)
    for run in runs {
      let isMove = run.moved != nil
      let code = run.kind.rawValue | (isMove ? 8 : 0)
      body.append(number: UInt64(run.target) << 4 | UInt64(code))
      switch run.kind {
      case .insert, .deleteForward, .deleteBackward:
        body.append(number: run.length)
        body.append(signed: Int64(run.position - expected[run.target]))
      case .slot:
        body.append(signed: Int64(run.position - expected[run.target]))
        if let moved = run.moved { agents.append(moved, to: &body) }
      case .write, .add, .remove:
        break
      }
      expected[run.target] = run.endPosition
    }
  }
}

extension BatchContents.Run {
  /// Where the caret stands after the run: where the next one most likely is.
  var endPosition: Int {
    switch kind {
    case .insert, .slot: position + length
    case .deleteForward: position
    case .deleteBackward: position - length + 1
    case .write, .add, .remove: 0
    }
  }
}

/// The agents a batch names, numbered in order of first use; the author is 0.
private struct AgentColumn {
  var agents: [AgentID]
  private var numbers: [AgentID: Int]

  init(author: AgentID) {
    agents = [author]
    numbers = [author: 0]
  }

  mutating func number(of agent: AgentID) -> Int {
    if let known = numbers[agent] { return known }
    let number = agents.count
    agents.append(agent)
    numbers[agent] = number
    return number
  }

  mutating func append(_ event: EventID, to body: inout ByteWriter) {
    body.append(number: number(of: event.agent))
    body.append(number: event.sequence)
  }
}
