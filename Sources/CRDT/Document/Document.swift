/// One part of a plan, as a value: its event graph, its operations, and the present state they make.
///
/// Operations are the truth; texts, registers, sets and lists are caches of it that every replica
/// with the same events holds alike. Copying a document forks a replica in O(1); the copies share
/// memory until one changes.
///
/// Laws, for any documents a and b:
/// - receiving the same events in any causal order, in any batches, any number of times, gives equal
///   states;
/// - an event is held only together with its whole past;
/// - what `receive` refuses changes nothing.
package struct Document: Sendable {
  /// The graph where it is in memory, for what writes: after `ownHistory` it always is. Asked for by its
  /// place here, not by value, since that would count the references of its columns at every keystroke.
  var ownGraph = EventGraph()
  /// The graph where only the file has it, and nothing was written since.
  private var packedGraph: PackedGraph?
  var log = OperationLog()
  var objects = ObjectTable()

  var texts: [TextBuffer] = []
  var registers: [RegisterState] = []
  var sets: [SetState] = []
  var lists: [ListState] = []
  /// By the local version that created it.
  var records: [Int: RecordState] = [:]

  /// The history before `log.base`, where it was not read yet.
  var packed: PackedHistory?
  /// Of the file the document was loaded from: what only a later version of the program knows.
  var unknownChunks: [UnknownChunk] = []

  /// Kept from the last merge for the next one; shared by copies, used by whoever has it alone.
  var walker: Walker?

  /// What was read of the history so far. To be made this document's own before events are added.
  var historyCache = HistoryCache()

  /// Records that a batch under way creates; empty between calls.
  var stagedRecords: [Int] = []

  /// The set of ``Erasure``s, once there is one.
  var erasureSet: Int?
  /// Whether erasures were taken in that are not carried out yet; false between calls.
  var hasNewErasures = false

  /// The agent local edits are made as.
  var localAgent: Int?

  package init() {}

  /// A document whose graph is yet to be read.
  init(_ packedGraph: PackedGraph) { self.packedGraph = packedGraph }

  /// Who made which events upon which. A copy: who asks for single names asks ``event(at:)`` and
  /// ``version(of:)``.
  var graph: EventGraph { packedGraph?.graph ?? ownGraph }

  /// The global name of a local version. O(log spans).
  func event(at version: Int) -> EventID {
    if let packedGraph { return packedGraph.event(at: version) }
    return ownGraph.event(at: version)
  }

  /// The local version of an event; nil if it is not held. O(log spans).
  func version(of event: EventID) -> Int? {
    if let packedGraph { return packedGraph.version(of: event) }
    return ownGraph.version(of: event)
  }

  /// Makes local edits from here on the work of `agent`.
  ///
  /// The agent must be freshly drawn or this very replica's own: two replicas that write as one
  /// agent give two events one name. Where records of several documents are to link to each other,
  /// each document needs an agent of its own: a record is named by the event that created it.
  package mutating func begin(as agent: AgentID) {
    if packedGraph != nil { readGraph() }
    localAgent = ownGraph.intern(agent)
  }

  /// Who local edits are made as; nil before `begin`.
  package var agent: AgentID? { localAgent.map { graph.agents[$0] } }

  /// How many events the document holds.
  package var eventCount: Int { log.count }

  /// The heads of the history: what names this moment.
  package var frontier: [EventID] { graph.frontier.map { event(at: $0) }.sorted() }

  /// How much of each agent's history the document holds.
  package var versionVector: VersionVector { graph.versionVector }

  package func contains(_ event: EventID) -> Bool { version(of: event) != nil }

  /// Everyone who wrote something here.
  package var agents: [AgentID] {
    graph.agents.indices.filter { graph.nextSequence(ofAgentAt: $0) > 0 }.map { graph.agents[$0] }
  }

  /// Lets no copy of the document see what is read of its history from here on, and has the graph in
  /// memory: to be called before events are added.
  @inline(__always)
  mutating func ownHistory() {
    if !isKnownUniquelyReferenced(&historyCache) { historyCache = historyCache.copy() }
    if packedGraph != nil { readGraph() }
  }

  /// Reads the graph, if it was not yet, and keeps it.
  private mutating func readGraph() {
    ownGraph = graph
    packedGraph = nil
  }

  // MARK: Objects

  /// The object's number, with its state made ready.
  mutating func intern(record: Int?, key: String, kind: ObjectKind) -> Int {
    let object = objects.intern(record: record, key: key, kind: kind)
    makeRoom(for: object)
    if kind == .set, record == nil, key == Erasure.address.key { erasureSet = object }
    return object
  }

  /// Makes the state of every object ready.
  mutating func makeRoomForObjects() {
    for object in 0..<objects.count { makeRoom(for: object) }
  }

  private mutating func makeRoom(for object: Int) {
    switch objects.kind(object) {
    case .text: if objects.slots[object] == texts.count { texts.append(TextBuffer()) }
    case .register, .alive:
      if objects.slots[object] == registers.count { registers.append(RegisterState()) }
    case .set: if objects.slots[object] == sets.count { sets.append(SetState()) }
    case .list: if objects.slots[object] == lists.count { lists.append(ListState()) }
    }
  }

  /// The object at an address, if anything was ever written there.
  func find(_ address: ObjectAddress, _ kind: ObjectKind) -> Int? {
    var record: Int?
    if let event = address.record {
      guard let version = version(of: event) else { return nil }
      record = version
    }
    return objects.find(record: record, key: address.key, kind: kind)
  }

  /// The length of a text in scalars, of a list in slots.
  func length(ofObject object: Int) -> Int {
    switch objects.kind(object) {
    case .text: texts[objects.slots[object]].scalarCount
    case .list: lists[objects.slots[object]].slots.count
    case .register, .set, .alive: 0
    }
  }
}

/// Why a document refuses something. Nothing has changed when it is thrown.
package enum DocumentError: Error, Hashable, Sendable {
  /// A local edit before `begin(as:)`.
  case noAgent
  /// A position, range or index outside the object.
  case outOfRange
  /// The record is not in this document.
  case unknownRecord
  /// A key that is empty, longer than 64 bytes, or not valid.
  case badKey
  /// The bytes are not a batch or document of a version known here.
  case malformed(CodecError)
  /// The agent's events before these are missing; `expected` is the next one held.
  case gap(agent: AgentID, expected: UInt64)
  /// The events these were made upon are missing.
  case missingParents([EventID])
  /// The document would outgrow what the engine can hold.
  case tooLarge
}

/// Written to by deleting and restoring; every other register by setting a field.
struct RegisterState: Sendable {
  struct Head: Hashable, Sendable {
    /// The local version of the write.
    var version: Int
    var value: RegisterValue
  }

  /// The writes that no other write has seen, in order of local version.
  var heads: [Head] = []
}

struct SetState: Sendable {
  struct Head: Hashable, Sendable {
    var version: Int
    var isAdded: Bool
  }

  /// For each value ever added or removed, the writes about it that no other has seen.
  var heads: [RegisterValue: [Head]] = [:]
}

struct ListState: Sendable {
  struct Slot: Hashable, Sendable {
    /// The local version that made the slot.
    var version: Int
    /// The record put there, by the local version that created it.
    var record: Int
  }

  /// In order; a slot whose record has moved on stays.
  var slots: [Slot] = []
}

struct RecordState: Sendable {
  /// The list the record stands in.
  var list: Int
  /// The slots it was put into that no other move has seen.
  var positions: [Int]
  /// The edits inside the record that no other edit inside it has seen.
  var edits: [Int] = []
  /// The register of deletions and restorations, once there is one.
  var alive: Int?
}
