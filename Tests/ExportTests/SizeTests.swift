import CRDT
import Export
import Plan
import Testing

@Suite struct SizeTests {
  @Test(arguments: ExportFormat.allCases)
  func `a plan of twenty thousand words is written whole`(format: ExportFormat) {
    let text = exported(
      Self.large(copies: 150), as: format, options: ExportOptions(includesComments: true))
    #expect(text.utf8.count > 100_000)
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
