import CRDT
import Plan
import Store

extension Administration {
  /// Erases words, or events named by their ids, from a part or from all parts of a plan; or says what
  /// would be erased.
  func erase(_ body: RequestBody) async throws(RequestRefusal) -> JSONValue {
    let reference = try body.text("plan")
    let found = try await storing { () async throws(StoreError) in
      try await store.plan(reference: reference)
    }
    guard let plan = found else { throw .badField("plan") }
    let template = templates.first {
      $0.pack == plan.pack && String($0.version) == plan.packVersion
    }
    guard let template else { throw .templateMissing }
    let wish = try wish(body)
    let confirmed = try body.optionalText("confirm")
    guard confirmed == nil || confirmed?.lowercased() == plan.reference.lowercased() else {
      throw .badField("confirm")
    }
    var report: [JSONValue] = []
    for address in try await parts(body, of: plan.id) {
      guard let partTemplate = template.part(PartID(address.name)) else { continue }
      let finding = try await erase(
        wish, from: address, template: partTemplate, isConfirmed: confirmed != nil)
      if !finding.erasures.isEmpty { report.append(Self.report(finding, address)) }
    }
    if case .words(let words, let ignoringCase) = wish, try body.optionalText("part") == nil {
      report += try await eraseNotes(
        words, ignoringCase: ignoringCase, of: plan.id, isConfirmed: confirmed != nil)
    }
    let isErased = confirmed != nil && !report.isEmpty
    if isErased { try await writeErasures() }
    return [
      "plan": .string(plan.reference), "erased": .bool(isErased), "parts": .array(report),
    ]
  }

  /// Writes all that is erased into the file beside the database.
  func writeErasures() async throws(RequestRefusal) {
    try await storing { () async throws(StoreError) in
      try await ErasureFile(folder.erasures).write(from: store)
    }
  }

  private func erase(
    _ wish: ErasureWish, from address: PartAddress, template: PartTemplate, isConfirmed: Bool
  ) async throws(RequestRefusal) -> ErasureFinding {
    let now = now()
    let act: @Sendable ([Erasure]) -> AuditAct = { Self.act("words-erased", $0, in: address) }
    let result = await parts.use(address, template: template) { open in
      await Result { () async throws(StoreError) in
        try await open.erase(wish, now: now, recording: isConfirmed ? act : nil)
      }
    }
    let finding = try await storing { () throws(StoreError) in try result.get() }
    guard let finding else { throw .unavailable }
    if let cursor = finding.cursor {
      hub?.changed(PartID(address.name), of: address.plan, cursor: cursor)
    }
    return finding
  }

  /// The same in the reasons that people gave for official acts and holds.
  private func eraseNotes(
    _ words: String, ignoringCase: Bool, of plan: PlanIdentifier, isConfirmed: Bool
  ) async throws(RequestRefusal) -> [JSONValue] {
    let notes = try await storing { () async throws(StoreError) in try await store.notes(of: plan) }
    var places: [JSONValue] = []
    var erasures: [Erasure] = []
    for (entry, note) in notes.sorted(by: { $0.key < $1.key }) {
      let events = note.excerpt.events(of: words, ignoringCase: ignoringCase)
      if events.isEmpty { continue }
      erasures += events
      places.append([
        "place": .string("reason of audit entry \(entry)"), "shown": .integer(Int64(events.count)),
        "deleted": 0, "values": 0,
      ])
    }
    if erasures.isEmpty { return [] }
    let events = erasures
    if isConfirmed {
      let address = PartAddress(plan: plan, name: AuditNote.part)
      try await storing { () async throws(StoreError) in
        try await store.eraseNotes(
          events, of: plan, recording: Self.act("words-erased", events, in: address), now: now())
      }
      hub?.peopleChanged(of: plan)
    }
    return [
      [
        "part": "reasons", "events": .integer(Int64(events.reduce(0) { $0 + $1.events.count })),
        "places": .array(places),
      ]
    ]
  }

  /// What the audit log says: which events, never their content.
  static func act(_ kind: String, _ erasures: [Erasure], in part: PartAddress) -> AuditAct {
    let payload: JSONValue = [
      "part": .string(part.name),
      "events": .array(erasures.map { .string($0.description) }),
    ]
    return AuditAct(actor: nil, plan: part.plan, kind: kind, payload: payload.text())
  }

  private func wish(_ body: RequestBody) throws(RequestRefusal) -> ErasureWish {
    if let words = try body.optionalText("words", limit: 4_096) {
      return .words(words, ignoringCase: try body.optionalFlag("ignore_case") ?? false)
    }
    guard let names = try body.optionalTexts("events", limit: 1_000), !names.isEmpty else {
      throw .badField("words")
    }
    var events: [Erasure] = []
    for name in names {
      guard let erasure = Erasure(name) else { throw .badField("events") }
      events.append(erasure)
    }
    return .events(events)
  }

  private func parts(
    _ body: RequestBody, of plan: PlanIdentifier
  ) async throws(RequestRefusal) -> [PartAddress] {
    let all = try await storing { () async throws(StoreError) in try await store.parts(of: plan) }
    guard let name = try body.optionalText("part") else { return all }
    guard let part = all.first(where: { $0.name.lowercased() == name.lowercased() }) else {
      throw .badField("part")
    }
    return [part]
  }

  private static func report(_ finding: ErasureFinding, _ part: PartAddress) -> JSONValue {
    var counts: [String: (shown: Int64, deleted: Int64, values: Int64)] = [:]
    for occurrence in finding.occurrences {
      let place = place(of: occurrence.address, in: part)
      var count = counts[place] ?? (0, 0, 0)
      switch occurrence.kind {
      case .shown: count.shown += 1
      case .deleted: count.deleted += 1
      case .value: count.values += 1
      }
      counts[place] = count
    }
    return [
      "part": .string(part.name),
      "events": .integer(Int64(finding.erasures.reduce(0) { $0 + $1.events.count })),
      "places": .array(
        counts.sorted { $0.key < $1.key }.map { place, count in
          [
            "place": .string(place), "shown": .integer(count.shown),
            "deleted": .integer(count.deleted), "values": .integer(count.values),
          ]
        }),
    ]
  }

  /// As people write places: `B.tkwnf.description`. What the engine keeps for itself begins with `$`.
  private static func place(of address: ObjectAddress, in part: PartAddress) -> String {
    let record = address.record.map { ".\($0.shortName)" } ?? ""
    let isComment = address.key.utf8.first == UInt8(ascii: "$")
    return part.name + record + (isComment ? " (comment)" : ".\(address.key)")
  }
}

extension Result where Failure == StoreError {
  fileprivate init(_ work: () async throws(StoreError) -> Success) async {
    do { self = .success(try await work()) } catch { self = .failure(error) }
  }
}
