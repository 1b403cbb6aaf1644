import CRDT
import Sync
import Testing

/// Devices and one server over a network that loses, doubles, reorders and cuts messages short, while
/// either side crashes; all of it drawn from one seed.
struct SimulatedNetwork {
  /// What may go wrong besides the network.
  struct Faults: OptionSet {
    let rawValue: Int
    static let permissions = Faults(rawValue: 1)
    static let forbiddenWork = Faults(rawValue: 2)
    static let clones = Faults(rawValue: 4)
    static let restore = Faults(rawValue: 8)
  }

  struct Parcel {
    var device: Int
    var bytes: [UInt8]
    var isRequest: Bool
  }

  private var random: SeededGenerator
  private let faults: Faults
  private(set) var server = SimulatedServer(partNames: ["A", "B", "K"])
  private(set) var devices: [SimulatedDevice] = []
  private var parcels: [Parcel] = []
  /// Every piece of writing there ever was, and its part.
  private(set) var written: [UInt64: String] = [:]

  init(seed: UInt64, devices count: Int, faults: Faults = []) {
    random = SeededGenerator(seed: seed)
    self.faults = faults
    server.budget = [40, 400, SyncLimits.usualBytes].randomElement(using: &random)!
    for person in 0..<count { devices.append(SimulatedDevice(person: person, random: &random)) }
  }

  mutating func run(steps: Int) throws {
    for step in 0..<steps {
      let device = Int.random(in: devices.indices, using: &random)
      switch Int.random(in: 0..<12, using: &random) {
      case 0...2: try write(on: device)
      case 3...4:
        if random.oneIn(2) { devices[device].pull() }
        try send(from: device)
      case 5...8: try deliver()
      case 9 where random.oneIn(4): devices[device].restart(&random)
      case 10 where random.oneIn(3): disturb(device)
      default: break
      }
      if faults.contains(.restore), step == steps / 2 {
        server.restore(losing: Int.random(in: 1...5, using: &random))
      }
      try #require(isAcknowledgedDurable, "step \(step)")
    }
  }

  /// The badge never says "stored" of what the server has not. (A restored server breaks that until the
  /// client hears of it, which is what the epoch is for.)
  private var isAcknowledgedDurable: Bool {
    devices.allSatisfy { device in
      device.disk.epoch != server.epoch && faults.contains(.restore)
        || device.disk.stored.allSatisfy { $0.value.isSubset(of: server.marks($0.key)) }
    }
  }

  private mutating func write(on device: Int) throws {
    guard let part = devices[device].disk.parts.keys.sorted().randomElement(using: &random) else {
      return
    }
    var writing = Writing(mark: random.next())
    if let batch = devices[device].disk.parts[part]?.log.randomElement(using: &random) {
      writing.parent = EventID(agent: batch.agent, sequence: batch.first)
    }
    if faults.contains(.forbiddenWork), random.oneIn(12) { server.forbidden.insert(writing.mark) }
    try devices[device].write(writing, in: part, count: .random(in: 1...4, using: &random))
    written[writing.mark] = part
  }

  private mutating func send(from device: Int) throws {
    let limit = [1, 100, SyncLimits.usualBytes].randomElement(using: &random) ?? 1
    guard let request = devices[device].generate(limit: limit) else { return }
    post(Parcel(device: device, bytes: try request.encoded(), isRequest: true))
  }

  private mutating func post(_ parcel: Parcel) {
    if random.oneIn(6) { return }
    parcels.append(parcel)
    if random.oneIn(6) { parcels.append(parcel) }
    if random.oneIn(6) {
      var cut = parcel
      cut.bytes.removeLast(Int.random(in: 1...parcel.bytes.count, using: &random))
      parcels.append(cut)
    }
  }

  private mutating func deliver() throws {
    guard !parcels.isEmpty else { return }
    // Mostly the newest, so that some rounds end in time; any may come first.
    let index =
      random.oneIn(2) ? parcels.count - 1 : Int.random(in: parcels.indices, using: &random)
    let parcel = parcels.remove(at: index)
    let person = devices[parcel.device].person
    if parcel.isRequest {
      guard let request = try? SyncRequest(decoding: parcel.bytes) else { return }
      let bytes = try server.answer(request, from: person).encoded()
      post(Parcel(device: parcel.device, bytes: bytes, isRequest: false))
    } else if let response = try? SyncResponse(decoding: parcel.bytes) {
      try devices[parcel.device].receive(response, dies: random.oneIn(8), random: &random)
    }
  }

  private mutating func disturb(_ device: Int) {
    let person = devices[device].person
    if faults.contains(.permissions), let part = server.partNames.randomElement(using: &random) {
      if random.oneIn(2) {
        server.unreadable[person, default: []].formSymmetricDifference([part])
      } else {
        server.unwritable[person, default: []].formSymmetricDifference([part])
      }
    }
    if faults.contains(.clones), devices.count < 6 {
      // Running process and disk are copied: both write on under the same agent.
      devices.append(devices[device])
    }
  }

  /// The network heals; what was under way still arrives. Returns how many rounds it took until every
  /// device had nothing more to do, each after each, three times over.
  mutating func heal() throws -> Int {
    server.unreadable = [:]
    server.unwritable = [:]
    while !parcels.isEmpty { try deliver() }
    var rounds = 0
    for _ in 0..<4 {
      for device in devices.indices {
        devices[device].pull()
        while let request = devices[device].generate(), rounds < 10_000 {
          rounds += 1
          let bytes = try server.answer(request, from: devices[device].person).encoded()
          try devices[device].receive(SyncResponse(decoding: bytes), random: &random)
        }
      }
    }
    return rounds
  }

  /// What must hold in the end, whatever happened before.
  func check() throws {
    for part in server.partNames {
      let marks = server.marks(part)
      try #require(Set(marks).count == marks.count, "a batch is in the log twice")
      let kept = devices.flatMap { $0.disk.tray[part, default: []] }.map { Writing($0).mark }
      let all = Set(written.filter { $0.value == part }.keys)
      try #require(all == Set(marks).union(kept), "something written is nowhere")
      for device in devices {
        let local = try #require(device.disk.parts[part])
        try #require(Set(local.log) == Set(server.logs[part, default: []].map(\.batch)))
        try #require(local.log.count == marks.count, "a batch is on a device twice")
        try #require(local.unsynced.isEmpty)
        let tray = device.disk.tray[part, default: []]
        try #require(Set(tray).isDisjoint(with: local.log), "refused, and yet taken")
      }
    }
    try #require(devices.allSatisfy { $0.disk.holes == 0 && $0.session.unsyncedCount == 0 })
  }
}
