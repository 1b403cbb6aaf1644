extension AuditEntry {
  /// The entry that records `act` after `head`.
  init(_ act: AuditAct, after head: AuditHead, time: UnixTime, salt: [UInt8]) {
    let commitment = Self.commitment(of: act.payload, salt: salt)
    let leaf = Self.leaf(
      number: head.count, time: time, actor: act.actor, plan: act.plan, kind: act.kind,
      commitment: commitment)
    self.init(
      number: head.count, time: time, actor: act.actor, plan: act.plan, kind: act.kind,
      payload: act.payload, salt: salt, commitment: commitment, leaf: leaf,
      chain: Self.chain(head.chain, leaf))
  }

  /// The head of a log that ends with this entry.
  var head: AuditHead { AuditHead(count: number + 1, chain: chain) }

  /// Whether the entry is what was recorded after `head`.
  func follows(_ head: AuditHead) -> Bool {
    guard number == head.count, chain == Self.chain(head.chain, leaf),
      leaf
        == Self.leaf(
          number: number, time: time, actor: actor, plan: plan, kind: kind, commitment: commitment)
    else { return false }
    switch (payload, salt) {
    case (nil, nil): return true
    case (let payload?, let salt?): return commitment == Self.commitment(of: payload, salt: salt)
    default: return false
    }
  }

  private static func commitment(of payload: String, salt: [UInt8]) -> [UInt8] {
    var message: [UInt8] = [0x03]
    message.append(framed: salt)
    message.append(framed: Array(payload.utf8))
    return Cryptography.sha256(message)
  }

  private static func leaf(
    number: UInt64, time: UnixTime, actor: AccountIdentifier?, plan: PlanIdentifier?, kind: String,
    commitment: [UInt8]
  ) -> [UInt8] {
    var message: [UInt8] = [0x00]
    message.append(integer: number)
    message.append(integer: UInt64(bitPattern: time.milliseconds))
    // An absent actor or plan differs from one whose name is empty.
    for field in [actor?.description, plan?.description, kind] {
      message.append(field == nil ? 0 : 1)
      message.append(framed: Array((field ?? "").utf8))
    }
    message += commitment
    return Cryptography.sha256(message)
  }

  /// 0x02, because RFC 6962 uses 0x00 for leaves and 0x01 for nodes.
  static func chain(_ previous: [UInt8], _ leaf: [UInt8]) -> [UInt8] {
    Cryptography.sha256([0x02] + previous + leaf)
  }
}
