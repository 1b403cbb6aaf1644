import Assets
import CRDT
import Export
import Plan
import TestSupport
import Testing

/// People who wrote at once, in any order of delivery, export the same files.
@Suite struct SessionTests {
  private static let template = Result {
    let pack = PackFiles.embedded()[0]
    return try PlanTemplate.read(pack: pack.name, files: pack.files)
  }

  @Test(arguments: 101...108 as ClosedRange<UInt64>)
  func `five devices export the same bytes`(seed: UInt64) throws {
    let template = try Self.template.get()
    var session = try PlanSession(seed: seed, template: template)
    for _ in 0..<100 { try session.step() }
    try session.deliverAll()
    let options = ExportOptions(includesComments: true)
    for format in ExportFormat.allCases {
      let files = Set(
        session.people.map { person in
          let view = PlanView(
            reference: "MK-0412", template: template, phase: .gather, parts: [person.part],
            authors: session.authors)
          return Exporter.export(view, as: format, options: options)
        })
      #expect(files.count == 1, "seed \(seed), \(format.rawValue)")
    }
  }
}
