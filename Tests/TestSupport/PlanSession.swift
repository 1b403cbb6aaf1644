package import CRDT
package import Plan

/// Four people on five devices who work on one section at random: they write, comment, answer, suggest,
/// decide, undo, do again, go back to earlier versions, cite, settle; what each does reaches the others
/// batch by batch, in any order, some of it twice.
package struct PlanSession {
  var random: SeededGenerator
  package private(set) var people: [WritingReplica]
  /// Who is behind each agent: the last device is the first person's too.
  package let authors: [AgentID: Author]
  let policy: Policy
  /// A report to cite, the same for everybody.
  let report: PartDocument
  /// Moments each person had seen, to go back to.
  var moments: [[[EventID]]]
  /// What is on its way to each device.
  private var network: [[BatchContents]]
  /// How much was done that came to something.
  package private(set) var strokes = 0

  /// A thing that may not happen, whatever people do.
  package enum Failure: Error {
    /// The judge refused what a device let its person do.
    case refused(Judge.Judgement, [BatchContents.Summary])
    /// Something never arrived that was made upon what all hold.
    case stuck
    case disagree(String)
    /// Somebody settled everything, and there still is something to settle.
    case unsettled([ReviewItem])
  }

  static let devices = 5

  /// - Parameter template: one with a section B of needs and a section A.
  package init(seed: UInt64, template: PlanTemplate) throws {
    random = SeededGenerator(seed: seed)
    guard let section = template.part(PartID("B")), let other = template.part(PartID("A")),
      let preset = template.presets.first
    else { throw Failure.stuck }
    policy = Policy(template: template, preset: preset, phase: .gather)
    var report = PartDocument(id: other.id, template: other)
    report.document.begin(as: AgentID(high: .max, low: seed))
    _ = try report.edit("She read 14 of 40 words. Daily help.", field: "history", of: nil)
    self.report = report
    var people: [WritingReplica] = []
    var authors: [AgentID: Author] = [:]
    for device in 0..<Self.devices {
      let agent = AgentID(high: random.next(), low: UInt64(device))
      people.append(WritingReplica(section, agent))
      let person = device % (Self.devices - 1)
      authors[agent] = Author(
        account: "person-\(person)", name: "Person \(person)", role: RoleID("caseworker"))
    }
    self.people = people
    self.authors = authors
    moments = people.map { _ in [] }
    network = people.map { _ in [] }
  }

  func isOwn(_ agent: AgentID, of device: Int) -> Bool {
    authors[agent]?.account == authors[people[device].agent]?.account
  }

  // MARK: One step

  package mutating func step() throws {
    let device = Int.random(in: 0..<Self.devices, using: &random)
    switch Int.random(in: 0..<10, using: &random) {
    case 0..<6:
      try work(at: device)
    case 6 where random.chance(oneIn: 4):
      try people[device].reopen(withSpines: random.chance(oneIn: 2))
    default:
      for _ in 0..<Int.random(in: 1...6, using: &random) { try deliver(to: device) }
    }
  }

  /// Does something at a device as its program would: the whole of it, judged, sent to all others; or
  /// nothing.
  private mutating func work(at device: Int) throws {
    let before = people[device]
    var replica = before
    let result = Result { () throws(ContentError) in try act(&replica, device) }
    if case .failure = result { return }
    let known = before.part.document.versionVector
    let batches = replica.part.document.contents(after: known)
    if batches.isEmpty { return }
    strokes += 1
    var part = before.part
    for batch in batches {
      let received: BatchContents
      do { received = try BatchContents(decoding: batch.stored().payload) } catch {
        throw Failure.stuck
      }
      let judgement = Judge.judge(
        received, in: part, policy: policy, member: Member(role: RoleID("caseworker")),
        isOwn: { isOwn($0, of: device) })
      guard judgement == .allowed else { throw Failure.refused(judgement, received.summaries) }
      guard try part.document.takes(received) else { throw Failure.stuck }
      for other in people.indices where other != device { network[other].append(received) }
    }
    people[device] = replica
    moments[device].append(replica.part.document.frontier)
  }

  /// Lets one batch on its way arrive, if its past is there; sometimes it comes again later.
  private mutating func deliver(to device: Int) throws {
    guard let index = network[device].indices.randomElement(using: &random) else { return }
    if try people[device].takes(network[device][index]), !random.chance(oneIn: 8) {
      network[device].remove(at: index)
    }
  }

  // MARK: The end

  /// Lets everything arrive, each device in an order of its own.
  package mutating func deliverAll() throws {
    for device in people.indices {
      var waiting = network[device].shuffled(using: &random)
      while !waiting.isEmpty {
        var left: [BatchContents] = []
        for batch in waiting where try !people[device].takes(batch) { left.append(batch) }
        if left.count == waiting.count { throw Failure.stuck }
        waiting = left
      }
      network[device] = []
    }
  }

  /// One person settles all there is, and everybody hears of it.
  package mutating func settleAll() throws {
    for _ in 0..<6 {
      let items = people[0].part.view(authors: authors).reviews
      if items.isEmpty { break }
      let before = people[0].part.document.versionVector
      for item in items.reversed() {
        try people[0].stroke { (part: inout PartDocument) throws(ContentError) in
          try Self.settle(item, in: &part)
        }
      }
      for batch in people[0].part.document.contents(after: before) {
        for other in people.indices.dropFirst() { network[other].append(batch) }
      }
    }
    let left = people[0].part.view(authors: authors).reviews
    if !left.isEmpty { throw Failure.unsettled(left) }
    try deliverAll()
  }

  /// Keeps what stands.
  static func settle(_ item: ReviewItem, in part: inout PartDocument) throws(ContentError) {
    switch item.kind {
    case .passage: try part.settleReview(item)
    case .field:
      if let field = item.place.field {
        try part.settleReview(field: field, of: item.place.record)
      }
    case .deletion: if let record = item.place.record { try part.restoreRecord(record) }
    case .move: if let record = item.place.record { try part.settleMove(of: record) }
    case .suggestion:
      if let suggestion = item.suggestion { try part.decide(suggestion, .accepted) }
    }
  }

  /// Whether all replicas hold the same to the byte: what a reader sees and every event there is; and
  /// whether each reads the same once it was saved and opened again.
  ///
  /// - Returns: the bytes of the view.
  @discardableResult
  package func expectOne() throws -> [UInt8] {
    let view = CanonicalBytes.of(people[0].part.view(authors: authors))
    let events = CanonicalBytes.ofEvents(people[0].part.document)
    for (device, replica) in people.enumerated() {
      var part = replica.part
      for form in ["", " once saved"] {
        let other = (
          CanonicalBytes.ofEvents(part.document), CanonicalBytes.of(part.view(authors: authors))
        )
        if let difference = CanonicalBytes.difference(events, other.0) {
          throw Failure.disagree("events of device \(device)\(form): \(difference)")
        }
        if let difference = CanonicalBytes.difference(view, other.1) {
          throw Failure.disagree("view of device \(device)\(form): \(difference)")
        }
        part.document = try Document(loading: part.document.saved(.quick))
      }
    }
    return view
  }
}
