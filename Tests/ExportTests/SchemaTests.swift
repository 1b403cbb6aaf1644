import Assets
import CRDT
import Export
import Plan
import Testing

/// The schemas that stand with the program say all of what it writes, and nothing else.
@Suite struct SchemaTests {
  private func schema(_ kind: ExportKind) throws -> JSONValue {
    let bytes = try #require(EmbeddedAssets.file("Templates/Schemas/\(kind.schema).json"))
    return try JSONText.parse(bytes).value
  }

  @Test func `the plan's JSON has exactly the members that its schema describes`() throws {
    var walker = SchemaWalker(try schema(.plan))
    var view = EverythingPlan.viewOfJSON()
    for (phase, sections) in [(Phase.amend, nil), (.final, Set([PartID("F")]))] {
      view.phase = phase
      let options = ExportOptions(
        sections: sections, includesComments: true,
        generatedOn: CivilDate(year: 2026, month: 11, day: 22), authority: "Milbury")
      walker.walk(try JSONText.parse(Exporter.export(view, as: .json, options: options)).value)
    }
    walker.walk(try JSONText.parse(Exporter.export(view, as: .json)).value)
    #expect(walker.faults == [])
    #expect(walker.described.subtracting(walker.met).sorted() == [])
    #expect(walker.met.subtracting(walker.described).sorted() == [])
  }

  @Test func `every document's JSON has exactly the members that its schema describes`() throws {
    var walker = SchemaWalker(try schema(.history))
    let options = ExportOptions(includesComments: true)
    for matter in try EverythingPlan.matters() {
      let bytes = Exporter.export(
        EverythingPlan.viewOfKinds(), matter: matter, as: .json, options: options)
      walker.walk(try JSONText.parse(bytes).value)
    }
    #expect(walker.faults == [])
    #expect(walker.described.subtracting(walker.met).sorted() == [])
    #expect(walker.met.subtracting(walker.described).sorted() == [])
  }

  @Test func `a member that no schema describes is found`() throws {
    var walker = SchemaWalker(try schema(.plan))
    walker.walk(["format": "ehc-plan", "version": 2, "surprise": 1])
    #expect(walker.faults.contains { $0.contains("surprise") })
    #expect(walker.faults.contains { $0.contains("not constant") })
    #expect(walker.faults.contains { $0.contains("lacks parts") })
  }

  @Test func `an extract tells no act but the signature of a report in it`() throws {
    let view = EverythingPlan.viewOfJSON()
    func acts(_ part: String) throws -> JSONValue? {
      let options = ExportOptions(sections: [PartID(part)])
      return try JSONText.parse(Exporter.export(view, as: .json, options: options)).value["acts"]
    }
    #expect(try acts("F") == [])
    guard case .array(let signed) = try acts("advice-31") else { return }
    #expect(signed.count == 1)
  }
}
