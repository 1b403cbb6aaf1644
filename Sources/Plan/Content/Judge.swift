package import CRDT

/// Whether a batch may enter a part. Server and client ask the same question of the same code: the
/// client before it writes, the server before it takes.
package enum Judge {
  package enum Judgement: Hashable, Sendable {
    case allowed
    /// The person may not do this here, or not now.
    case refused(PolicyRefusal)
    /// It does not fit the template or the document, whoever sends it.
    case invalid(ContentError)
  }

  /// Judges every operation of a batch.
  ///
  /// - Parameters:
  ///   - part: the part as it is, with everything the batch was made upon.
  ///   - member: the sender's standing in the plan; nil for somebody with none.
  ///   - isOwn: whether an agent is one of the sender's: only its author changes a comment's words.
  /// - Complexity: O(operation runs of the batch).
  package static func judge(
    _ batch: BatchContents, in part: PartDocument, policy: Policy, member: Member?,
    isOwn: (AgentID) -> Bool
  ) -> Judgement {
    let kinds: Set<OperationKind>
    do { kinds = try self.kinds(of: batch, in: part, isOwn: isOwn) } catch {
      return .invalid(error)
    }
    for kind in kinds.sorted(by: { $0.requiredRight > $1.requiredRight }) {
      guard case .refused(let reason) = policy.judge(kind, in: part.id, by: member) else {
        continue
      }
      if kind == .edit, case .phaseForbids = reason,
        part.hasLicence(for: batch, policy: policy, member: member)
      {
        continue
      }
      return .refused(reason)
    }
    return .allowed
  }

  /// What a batch does, as far as permission is concerned.
  ///
  /// - Throws: what of it does not fit the template or the document.
  package static func kinds(
    of batch: BatchContents, in part: PartDocument, isOwn: (AgentID) -> Bool
  ) throws(ContentError) -> Set<OperationKind> {
    if let kind = try part.kind(ofDecision: batch, isOwn: isOwn) { return [kind] }
    var kinds = Set<OperationKind>()
    var created: [EventID: ObjectAddress] = [:]
    for operation in batch.summaries {
      if case .createRecord(let record) = operation.action { created[record] = operation.address }
      kinds.insert(try part.kind(of: operation, created: created, isOwn: isOwn))
    }
    return kinds
  }
}

extension PartDocument {
  /// What an operation does, as far as permission is concerned.
  ///
  /// - Throws: what of it does not fit the template.
  fileprivate func kind(
    of operation: BatchContents.Summary, created: [EventID: ObjectAddress],
    isOwn: (AgentID) -> Bool
  ) throws(ContentError) -> OperationKind {
    let address = operation.address
    switch operation.action {
    case .createRecord:
      return try kind(ofList: address)
    case .moveRecord:
      let kind = try kind(ofList: address)
      if kind == .suggest { throw .unknownRecord }
      return kind
    case .deleteOrRestore:
      guard let record = address.record else { throw .unknownRecord }
      let list = try list(of: record, created)
      let kind = try kind(ofList: list)
      // A suggestion is withdrawn, not deleted: what was proposed stays on the record.
      if kind == .suggest { throw .unknownRecord }
      if kind == .comment || kind == .name, !isOwn(record.agent) { throw .notTheAuthor }
      // What somebody said is not taken back; it is decided.
      if kind == .representation { throw .unknownRecord }
      // Where words come from stays true.
      if list.key == Reserved.restored { throw .unknownRecord }
      return kind
    case .editText, .setField, .changeSet:
      guard let record = address.record else {
        try check(operation, against: template.field)
        return .edit
      }
      let list = try list(of: record, created)
      switch try kind(ofList: list) {
      case .comment:
        return try kind(ofComment: operation, isNew: created[record] != nil, isOwn: isOwn)
      case .suggest:
        try checkSuggestion(operation, isNew: created[record] != nil)
        return .suggest
      case .representation:
        try checkRepresentation(operation)
        return .representation
      case .name:
        try checkVersion(operation, isOwn: isOwn(record.agent))
        return .name
      case .edit where list.key == Reserved.restored:
        try checkRestoration(operation, of: record, isOwn: isOwn)
        return .edit
      case .decide, .edit: break
      }
      if list == ObjectAddress(key: CitationKey.list) {
        try checkCitation(operation)
        return .edit
      }
      try check(operation) { template.list(list.key)?.field($0) }
      return .edit
    }
  }

  private func list(
    of record: EventID, _ created: [EventID: ObjectAddress]
  ) throws(ContentError) -> ObjectAddress {
    guard let list = created[record] ?? document.list(ofRecord: record) else {
      throw .unknownRecord
    }
    return list
  }

  private func kind(ofList address: ObjectAddress) throws(ContentError) -> OperationKind {
    if address == ObjectAddress(key: Reserved.comments) { return .comment }
    if address == ObjectAddress(key: RepresentationKey.list) { return .representation }
    if address == Self.suggestionList { return .suggest }
    if address == ObjectAddress(key: Reserved.versions) { return .name }
    if address == ObjectAddress(key: Reserved.restored) { return .edit }
    if address == ObjectAddress(key: CitationKey.list) { return .edit }
    guard address.record == nil, template.list(address.key) != nil else {
      throw .unknownList(address.key)
    }
    return .edit
  }

  private func check(
    _ operation: BatchContents.Summary, against field: (String) -> FieldTemplate?
  ) throws(ContentError) {
    var key = operation.address.key
    if key.utf8.starts(with: Reserved.reviewedPrefix.utf8) {
      key = String(key.dropFirst(Reserved.reviewedPrefix.count))
      switch (operation.action, operation.value) {
      case (.setField, .flag) where field(key) != nil: return
      // Passages settled one by one.
      case (.changeSet, .text) where field(key)?.kind == .text: return
      default: throw .unknownField(operation.address.key)
      }
    }
    guard let field = field(key) else { throw .unknownField(key) }
    // What stands for an erased value need not be one that the field takes.
    if operation.isErased { return }
    switch operation.action {
    case .editText:
      guard field.kind == .text else { throw .wrongKind(field: key, expected: field.kind) }
    case .changeSet:
      guard field.kind == .links, case .identifier = operation.value else {
        throw .wrongKind(field: key, expected: field.kind)
      }
    default:
      guard let stored = operation.value, field.kind != .text, field.kind != .links,
        let value = field.kind.value(stored)
      else { throw .wrongKind(field: key, expected: field.kind) }
      try field.check(value)
    }
  }

  /// What writing a register of a comment is.
  ///
  /// - Parameter isNew: whether the batch makes the comment.
  private func kind(
    ofComment operation: BatchContents.Summary, isNew: Bool, isOwn: (AgentID) -> Bool
  ) throws(ContentError) -> OperationKind {
    let key = operation.address.key
    guard case .setField = operation.action, let value = operation.value,
      let expected = Reserved.commentRegisters[key]
    else { throw .unknownField(key) }
    // What stands for an erased value need not be of its kind.
    guard operation.isErased || expected.isKind(of: value) else { throw .unknownField(key) }
    if key == Reserved.resolved { return .comment }
    guard let record = operation.address.record, isOwn(record.agent) else { throw .notTheAuthor }
    switch key {
    case Reserved.onBehalfOf, Reserved.channel, Reserved.date:
      // Words are another's from the beginning, or never.
      guard isNew else { throw .unknownField(key) }
      return .decide
    default: return .comment
    }
  }
}

extension PartDocument.Reserved {
  /// The registers of a comment, each with a value of the kind it holds.
  fileprivate static let commentRegisters: [String: RegisterValue] = [
    number: .integer(0), body: .text(""), record: .none, field: .text(""), quote: .text(""),
    start: .none, end: .none, inReplyTo: .none, resolved: .flag(false), onBehalfOf: .text(""),
    channel: .text(""), date: .text(""),
  ]
}

extension RegisterValue {
  /// Whether both hold the same kind of value; `none` here stands for identifiers.
  fileprivate func isKind(of other: RegisterValue) -> Bool {
    switch (self, other) {
    case (.none, .identifier), (.flag, .flag), (.integer, .integer), (.text, .text): true
    default: false
    }
  }
}
