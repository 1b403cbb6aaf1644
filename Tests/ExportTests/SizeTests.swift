import CRDT
import Export
import Plan
import Testing

@Suite struct SizeTests {
  @Test(arguments: ExportFormat.allCases)
  func `a plan of twenty thousand words is written at once`(format: ExportFormat) {
    let view = Self.large(copies: 150)
    let clock = ContinuousClock()
    var bytes: [UInt8] = []
    let time = clock.measure {
      bytes = Exporter.export(view, as: format, options: ExportOptions(includesComments: true))
    }
    #expect(bytes.count > 100_000)
    // A debug build on a busy machine; a release build needs a hundredth of it.
    #expect(time < .seconds(5), "\(time)")
  }

  /// The everything plan with each of its records many times over.
  static func large(copies: Int) -> PlanView {
    var view = EverythingPlan.view()
    for part in view.parts.indices {
      for list in view.parts[part].collections.indices {
        let records = view.parts[part].collections[list].records
        view.parts[part].collections[list].records = (0..<copies).flatMap { copy in
          records.map { record in
            var record = record
            record.number += copy * records.count
            if copy > 0 {
              record.id = EventID(
                agent: record.id.agent, sequence: record.id.sequence + UInt64(1_000 * copy))
            }
            return record
          }
        }
      }
    }
    return view
  }
}
