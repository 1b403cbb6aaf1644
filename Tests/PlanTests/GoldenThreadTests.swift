import CRDT
import Plan
import Testing

@Suite struct GoldenThreadTests {
  private func plan(
    _ change: (inout PlanView) throws -> Void = { _ in }
  ) throws -> PlanView {
    var view = try EnglandPack.example().view()
    try change(&view)
    return view
  }

  private func position(_ part: String, in view: PlanView) throws -> Int {
    try #require(view.parts.firstIndex { $0.id == PartID(part) })
  }

  private func removeFirst(_ part: String, from view: inout PlanView) throws -> EventID {
    let index = try position(part, in: view)
    return view.parts[index].collections[0].records.removeFirst().id
  }

  @Test func `the example plan hangs together`() throws {
    let thread = GoldenThread(try plan())
    #expect(thread.gaps == [])
    let need = try #require(thread.nodes.first { $0.place.description == "B.1" })
    let provisions = thread.linked(.provision, with: need.record).map(\.place.description)
    #expect(provisions == ["F.1", "F.2", "F.3", "F.4", "F.19"])
    for node in thread.nodes where node.strand == .outcome {
      #expect(!thread.linked(.provision, with: node.record).isEmpty, "\(node.place)")
    }
  }

  @Test func `a link to a deleted record is a finding`() throws {
    var gone: EventID?
    let thread = GoldenThread(try plan { gone = try removeFirst("B", from: &$0) })
    let deleted = try #require(gone)
    let dangling = thread.gaps.filter {
      if case .dangling(_, "needs", deleted) = $0 { true } else { false }
    }
    #expect(dangling.count >= 5)
  }

  @Test func `a need without provision, an outcome without work, provision without a need`() throws
  {
    let view = try plan { view in
      let part = try position("F", in: view)
      for record in view.parts[part].collections[0].records.indices {
        for field in view.parts[part].collections[0].records[record].fields.indices
        where view.parts[part].collections[0].records[record].fields[field].kind == .links {
          view.parts[part].collections[0].records[record].fields[field].value = .empty
        }
      }
    }
    let thread = GoldenThread(view)
    func lacking(_ strand: Strand, lacks: Strand) -> Int {
      thread.gaps.count { gap in
        guard case .unlinked(let record, lacks) = gap else { return false }
        return thread.node(record)?.strand == strand
      }
    }
    #expect(
      lacking(.need, lacks: .provision) == view.part(PartID("B"))?.collections[0].records.count)
    #expect(
      lacking(.provision, lacks: .need) == view.part(PartID("F"))?.collections[0].records.count)
    #expect(lacking(.outcome, lacks: .provision) > 0)
  }

  @Test func `what lies in a section not shared is said to be hidden, and shown by nothing`() throws
  {
    let titles = try plan().part(PartID("F"))?.collections[0].records.map { $0.text("title") } ?? []
    let view = try plan { view in
      view.parts.removeAll { $0.id == PartID("F") }
      view.withheld.append(PartID("F"))
    }
    let thread = GoldenThread(view)
    #expect(thread.withheld == [PartID("F")])
    let needs = thread.nodes.filter { $0.place.part == PartID("B") }
    for need in needs {
      #expect(
        thread.gaps.contains(
          .unlinkedHere(need.record, lacks: .provision, hidden: [PartID("F")])))
    }
    for title in titles { #expect(!thread.nodes.contains { $0.title == title }) }
  }

  @Test func `links into a section not shared are counted and lead nowhere`() throws {
    let view = try plan { view in
      view.parts.removeAll { $0.id == PartID("B") }
      view.withheld.append(PartID("B"))
    }
    let thread = GoldenThread(view)
    #expect(!thread.hiddenLinks.isEmpty)
    let hasDangling = thread.gaps.contains { if case .dangling = $0 { true } else { false } }
    #expect(!hasDangling)
    for link in thread.links { #expect(thread.node(link.to) != nil) }
  }
}
