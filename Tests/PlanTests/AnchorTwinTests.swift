import CRDT
import Plan
import TestSupport
import Testing

/// Where comments and suggestions lie, compared with a twin that counts character by character.
@Suite struct AnchorTwinTests {
  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `marked words lie where the slow twin says, whatever is written around them`(
    seed: UInt64
  ) throws {
    let template = try #require(try EnglandPack.template().part(PartID("B")))
    var session = try AnchorSession(seed: seed, template: template)
    let mismatch = try session.run(steps: 60)
    #expect(mismatch == nil, "seed \(seed)")
  }
}
