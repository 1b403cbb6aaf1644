import Assets
import Foundation
import Plan
import TestSupport

/// Random sessions, as many as are asked for: replicas must end the same to the byte, and anchors lie
/// where their slow twin says.
struct SessionRun {
  private let count: Int
  private let seed: UInt64

  init(count: Int, seed: UInt64) {
    self.count = count
    self.seed = seed
  }

  /// - Returns: whether all agreed.
  func run() throws -> Bool {
    let pack = PackFiles.embedded()[0]
    let template = try PlanTemplate.read(pack: pack.name, files: pack.files)
    var strokes = 0
    for number in 0..<count {
      let seed = seed &+ UInt64(number)
      do {
        strokes += try session(seed, template)
        if let section = template.part(PartID("B")) {
          var anchors = try AnchorSession(seed: seed, template: section)
          if let mismatch = try anchors.run(steps: 80) {
            say("seed \(seed): \(mismatch)")
            return false
          }
        }
      } catch {
        say("seed \(seed), after \(strokes) strokes of other sessions: \(error)")
        return false
      }
      if (number + 1) % 100 == 0 { say("\(number + 1) sessions of \(strokes) strokes") }
    }
    say("\(count) sessions of \(strokes) strokes from seed \(self.seed) on: all agree to the byte")
    return true
  }

  /// Plays one session and gives its number of strokes.
  private func session(_ seed: UInt64, _ template: PlanTemplate) throws -> Int {
    var session = try PlanSession(seed: seed, template: template)
    for _ in 0..<[80, 80, 200, 500][Int(seed % 4)] { try session.step() }
    try session.deliverAll()
    try session.expectOne()
    try session.settleAll()
    try session.expectOne()
    return session.strokes
  }

  private func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}
