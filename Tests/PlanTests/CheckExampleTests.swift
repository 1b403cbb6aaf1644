import Plan
import Testing

/// The example plan is written by the rules, so the check has to leave it in peace.
@Suite struct CheckExampleTests {
  private let view: PlanView

  init() throws { view = try EnglandPack.example().view() }

  private func report() throws -> CheckReport {
    let today = try #require(CivilDate(year: 2026, month: 11, day: 22))
    return Check.report(on: view, today: today)
  }

  @Test func `the example plan has nothing that must be mended`() throws {
    let errors = try report().findings.filter { $0.severity == .error }
    for finding in errors { print(finding.rule, finding.place, finding.sentence) }
    #expect(errors.isEmpty)
  }

  @Test func `the example plan gives few things to look at again`() throws {
    let warnings = try report().findings.filter { $0.severity == .warning }
    for finding in warnings {
      print(finding.rule, finding.place, finding.sentence, finding.range ?? 0..<0)
    }
    #expect(warnings.count <= 12)
  }

  @Test func `every provision of the example plan is exact`() throws {
    for provision in view.part(PartID("F"))?.collection("provisions")?.records ?? [] {
      let reading = SpecificationReader.read(
        title: provision.text("title"), description: provision.text("description"),
        who: provision.text("who"), ratio: provision.text("ratio"),
        frequency: provision.text("frequency"), duration: provision.text("duration"),
        words: EnglandPack.words)
      #expect(reading.missing == [], "F.\(provision.number)")
    }
  }

  @Test func `without its short fields every provision of the example plan is found wanting`()
    throws
  {
    var spoiled = view
    let part = try #require(spoiled.parts.firstIndex { $0.id == PartID("F") })
    for record in spoiled.parts[part].collections[0].records.indices {
      spoiled.parts[part].collections[0].records[record].fields.removeAll {
        ["who", "ratio", "frequency", "duration"].contains($0.key)
      }
    }
    let today = try #require(CivilDate(year: 2026, month: 11, day: 22))
    let found = Check.report(on: spoiled, today: today).findings.filter { $0.rule == "E06" }
    #expect(found.count == spoiled.parts[part].collections[0].records.count)
  }
}
