import Testing

/// Whatever the network does, all devices end with the server's log, and every piece of writing is in it
/// once, or in its author's tray.
struct SimulationTests {
  private func simulate(
    seed: UInt64, devices: Int = 3, faults: SimulatedNetwork.Faults = []
  ) throws -> SimulatedNetwork {
    var network = SimulatedNetwork(seed: seed, devices: devices, faults: faults)
    try network.run(steps: 400)
    let rounds = try network.heal()
    #expect(rounds < 1500, "rounds to become even")
    try network.check()
    return network
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `over a bad network nothing is lost, doubled or refused`(seed: UInt64) throws {
    let network = try simulate(seed: seed)
    #expect(network.devices.allSatisfy { $0.disk.tray.allSatisfy(\.value.isEmpty) })
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `a permission withdrawn and regained loses no word`(seed: UInt64) throws {
    _ = try simulate(seed: seed, faults: .permissions)
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `refused work goes to the tray and independent work flows on`(seed: UInt64) throws {
    let network = try simulate(seed: seed, faults: .forbiddenWork)
    for part in network.server.partNames {
      #expect(network.server.forbidden.isDisjoint(with: network.server.marks(part)))
    }
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `cloned devices keep both texts`(seed: UInt64) throws {
    let network = try simulate(seed: seed, devices: 2, faults: .clones)
    #expect(network.devices.allSatisfy { $0.disk.tray.allSatisfy(\.value.isEmpty) })
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `a server restored from a backup gets back what it lost`(seed: UInt64) throws {
    let network = try simulate(seed: seed, faults: .restore)
    #expect(network.devices.allSatisfy { $0.disk.tray.allSatisfy(\.value.isEmpty) })
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `all faults but the restored server at once`(seed: UInt64) throws {
    _ = try simulate(seed: seed, faults: [.permissions, .forbiddenWork, .clones])
  }
}
