extension BatchContents {
  /// The batch as bytes; see the type for the layout.
  package func encoded() -> [UInt8] {
    BatchPayload(structure: structure(), content: content).encoded()
  }

  private func structure() -> [UInt8] {
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
    appendValues(to: &body, agents: &agents)

    var result = ByteWriter()
    result.append(number: agents.agents.count)
    for agent in agents.agents { result.append(agent: agent) }
    result.append(body.bytes)
    return result.bytes
  }

  /// The content, covered as it is to be: see ``BatchContent``.
  private var content: BatchContent {
    switch cover {
    case .pieces(let values, let text, let cover, _):
      return .erased(values: values, text: text, cover: cover)
    case .seal(let seal):
      var written: [[UInt8]] = []
      for run in runs where contentKind(run) != nil {
        switch values[run.payload] {
        case .integer(let number):
          var bytes = ByteWriter()
          bytes.append(signed: number)
          written.append(bytes.bytes)
        case .text(let string): written.append(Array(string.utf8))
        case .none, .flag, .identifier: break
        }
      }
      if written.isEmpty, text.isEmpty { return .none }
      return .sealed(seal, values: written, text: text)
    }
  }

  /// Whether there is any content.
  var isAnythingWritten: Bool { !text.isEmpty || runs.contains { contentKind($0) != nil } }

  /// What of the content a run's value is; nil where it is structure.
  func contentKind(_ run: Run) -> ValueKind? {
    guard run.kind == .write, targets[run.target].kind == .register else { return nil }
    switch values[run.payload] {
    case _ where erasedValues[run.payload] != nil: return erasedValues[run.payload]
    case .integer: return .number
    case .text: return .text
    case .none, .flag, .identifier: return nil
    }
  }

  private func appendValues(to body: inout ByteWriter, agents: inout AgentColumn) {
    body.append(number: values.count)
    for run in runs where run.kind.takesValue {
      let value = values[run.payload]
      if let kind = contentKind(run) {
        body.append(byte: kind.rawValue)
        continue
      }
      switch value {
      case .none: body.append(byte: ValueKind.none.rawValue)
      case .flag(let flag): body.append(byte: (flag ? ValueKind.yes : .no).rawValue)
      case .identifier(let event):
        body.append(byte: ValueKind.identifier.rawValue)
        agents.append(event, to: &body)
      case .integer(let number):
        body.append(byte: ValueKind.structuralNumber.rawValue)
        body.append(signed: number)
      case .text(let text):
        body.append(byte: ValueKind.structuralText.rawValue)
        body.append(block: Array(text.utf8))
      }
    }
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

/// What kind a value is. Members of a set are part of the structure, since a set is told by them.
enum ValueKind: UInt8 {
  case none = 0
  case no = 1
  case yes = 2
  /// In the content.
  case number = 3
  /// In the content.
  case text = 4
  case identifier = 5
  case structuralNumber = 6
  case structuralText = 7
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
