import Foundation
import Plan
import TestSupport
import Testing

/// People who do everything at once, in any order of delivery, end with the same bytes.
@Suite struct PlanSessionTests {
  /// `EHCP_SESSIONS=5000 swift test --filter PlanSessionTests` goes on for longer.
  static let seeds =
    1...(ProcessInfo.processInfo.environment["EHCP_SESSIONS"].flatMap { UInt64($0) } ?? 20)

  @Test(arguments: seeds)
  func `five devices agree to the byte, before and after everything is settled`(
    seed: UInt64
  ) throws {
    var session = try PlanSession(seed: seed, template: EnglandPack.template())
    for _ in 0..<120 { try session.step() }
    try session.deliverAll()
    try session.expectOne()
    try session.settleAll()
    try session.expectOne()
  }

  @Test func `a byte that differs is found`() throws {
    var session = try PlanSession(seed: 1, template: EnglandPack.template())
    for _ in 0..<60 { try session.step() }
    // Not all has arrived yet.
    #expect(throws: PlanSession.Failure.self) { try session.expectOne() }
    try session.deliverAll()
    let view = try session.expectOne()
    var other = session.people[1].part
    try other.setResolved(other.addComment("x", at: Place(part: other.id)), true)
    #expect((CanonicalBytes.of(other.view(authors: session.authors)) == view) == false)
  }
}
