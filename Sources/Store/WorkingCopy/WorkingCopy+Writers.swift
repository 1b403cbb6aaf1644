package import CRDT

/// Who this device writes as.
extension WorkingCopy {
  /// Makes sure that the agents this database wrote as are its own to go on with; forgets them if it
  /// may be a copy, or restored from a backup. To be called once, before the first writing: see
  /// ``HandMark``.
  package func takeHand() throws(StoreError) {
    let mark = HandMark(besides: path)
    let known = try value(of: .hand)
    let isSame = known != nil && known == mark.identity()
    // The mark first: cut off before the note is made, the two differ, and new agents are drawn.
    try mark.replace()
    let identity = mark.identity()
    try connection.transaction { (connection) throws(StoreError) in
      if !isSame { try connection.run("DELETE FROM writer") }
      try connection.set(.hand, to: identity)
    }
  }

  /// The agent to go on writing a part as; nil if one is to be drawn. Only after ``takeHand()``.
  package func writer(of part: PartAddress) throws(StoreError) -> AgentID? {
    try connection.first(
      """
      SELECT agent FROM writer JOIN own_agent USING (agent)
      WHERE plan = ?1 AND part = ?2 AND is_retired = 0
      """, part.plan.value, .text(part.name)
    ) { AgentID(bytes: $0.blob(0)) } ?? nil
  }

  /// A fresh agent to write a part as, from now on.
  package func drawWriter(of part: PartAddress) throws(StoreError) -> AgentID {
    try connection.transaction { (connection) throws(StoreError) in
      let agent = Cryptography.randomAgent()
      try connection.run("INSERT INTO own_agent (agent) VALUES (?1)", .blob(agent.bytes))
      try connection.run(
        """
        INSERT INTO writer (plan, part, agent) VALUES (?1, ?2, ?3)
        ON CONFLICT (plan, part) DO UPDATE SET agent = excluded.agent
        """, part.plan.value, .text(part.name), .blob(agent.bytes))
      return agent
    }
  }

  /// A fresh agent for one piece of work, that does not go on writing any part: for what is made again
  /// under another name.
  package func drawAgent() throws(StoreError) -> AgentID {
    let agent = Cryptography.randomAgent()
    try connection.transaction { (connection) throws(StoreError) in
      try connection.run("INSERT INTO own_agent (agent) VALUES (?1)", .blob(agent.bytes))
    }
    return agent
  }

  /// The agents this device writes as at present.
  package func writers() throws(StoreError) -> Set<AgentID> {
    let agents = try connection.rows(
      "SELECT agent FROM writer JOIN own_agent USING (agent) WHERE is_retired = 0"
    ) { AgentID(bytes: $0.blob(0)) }
    return Set(agents.compactMap(\.self))
  }
}
