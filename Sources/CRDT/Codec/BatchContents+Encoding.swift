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
    for value in values { append(value, to: &body, agents: &agents) }
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

  private func append(
    _ value: RegisterValue, to body: inout ByteWriter, agents: inout AgentColumn
  ) {
    switch value {
    case .none: body.append(byte: 0)
    case .flag(let flag): body.append(byte: flag ? 2 : 1)
    case .integer(let number):
      body.append(byte: 3)
      body.append(signed: number)
    case .text(let text):
      body.append(byte: 4)
      body.append(block: Array(text.utf8))
    case .identifier(let event):
      body.append(byte: 5)
      agents.append(event, to: &body)
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

  mutating func append(_ event: EventID, to body: inout ByteWriter) {
    let number: Int
    if let known = numbers[event.agent] {
      number = known
    } else {
      number = agents.count
      agents.append(event.agent)
      numbers[event.agent] = number
    }
    body.append(number: number)
    body.append(number: event.sequence)
  }
}
