import CRDT
import Plan

/// Makes a document of a golden thread: what is missing first, then each strand.
struct ThreadBuilder {
  let thread: GoldenThread
  let plan: PlanView

  func document() -> ExportDocument {
    let wording = ThreadWording(thread: thread)
    var notices: [Notice] = []
    if !thread.withheld.isEmpty {
      notices.append(
        Notice(
          title: "Not in this copy",
          paragraphs: [
            [.words("These sections are not shared with the person this copy is made for:")]
          ],
          items: thread.withheld.map { [.words(VisibleText("Section \($0)"))] }))
    }
    var sections: [Section] = []
    if !thread.gaps.isEmpty {
      sections.append(
        section(
          "gaps", "What is missing", [.list(thread.gaps.map { gap in [inline(gap, wording)] })])
      )
    }
    for strand in [Strand.need, .outcome, .provision] {
      let nodes = thread.nodes.filter { $0.strand == strand }
      guard !nodes.isEmpty else { continue }
      sections.append(
        section(strand.rawValue, wording.plural(strand), nodes.map { group($0, wording) }))
    }
    return ExportDocument(
      language: "en-GB", title: "How needs, outcomes and provision hang together",
      subject: "", runningHead: VisibleText(plan.reference),
      status: Wording.status(plan.phase), isDraft: plan.phase != .final, summary: [],
      notices: notices, sections: sections)
  }

  private func section(_ name: String, _ heading: String, _ blocks: [Block]) -> Section {
    Section(
      anchor: Anchor(name: "thread-\(name)"), heading: [.words(VisibleText(heading))],
      shortHeading: [.words(VisibleText(heading))], basis: "", blocks: blocks)
  }

  private func inline(_ gap: GoldenThread.Gap, _ wording: ThreadWording) -> Inline {
    .words(VisibleText(wording.sentence(gap)))
  }

  private func group(_ node: GoldenThread.Node, _ wording: ThreadWording) -> Block {
    var fields: [Field] = []
    for strand in Strand.allCases where strand != node.strand {
      let others = thread.linked(strand, with: node.record)
      guard !others.isEmpty else { continue }
      fields.append(
        Field(
          label: VisibleText(wording.plural(strand)), shape: .references,
          content: [
            .list(
              others.map { other in
                [.link([.written(VisibleText(wording.name(other)))], to: anchor(other))]
              })
          ]))
    }
    let absent: [Block] = [.paragraph([.absent("Linked with nothing that can be seen here.")])]
    return .group(
      Group(
        kind: .record, level: 3, anchor: anchor(node),
        heading: [.written(VisibleText(wording.name(node)))],
        blocks: fields.isEmpty ? absent : [.fields(fields)]))
  }

  /// A record's part and number are unique among those of one strand.
  private func anchor(_ node: GoldenThread.Node) -> Anchor {
    Anchor(name: "\(node.strand.rawValue)-\(node.place.part)-\(node.place.number ?? 0)")
  }
}
